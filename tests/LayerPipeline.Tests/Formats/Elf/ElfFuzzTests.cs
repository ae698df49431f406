using System.Buffers.Binary;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Tests.Pruning.Passes;
using LayerPipeline.Tests.Pruning.Passes.Gpu;
using LayerPipeline.Tests.Pruning.Passes.Kernels;
using LayerPipeline.Tests.RealWheels;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Elf;

public sealed class ElfFuzzTests
{
    private const long MemoryLimit = 64L << 20;
    private const double MostSeconds = 1;
    private static readonly TimeSpan Deadlock = TimeSpan.FromSeconds(30);

    private static readonly ulong[] Interesting =
    [
        0,
        1,
        2,
        7,
        8,
        24,
        56,
        63,
        64,
        0xfff,
        0x1000,
        0x1001,
        0xffff,
        0x10000,
        0x7fffffff,
        0x80000000,
        0xffffffff,
        0x100000000,
        long.MaxValue,
        1UL << 63,
        ulong.MaxValue - 0xfff,
        ulong.MaxValue - 7,
        ulong.MaxValue,
    ];

    [Fact]
    public Task Thousands_of_damaged_libraries_give_one_kind_of_error_in_little_time_and_memory() =>
        RunAsync(Generated(), Effort.Rounds(quick: 1000, all: 4000), seed: 1);

    [Trait("Category", "RealWheels")]
    [Fact]
    public async Task Two_hundred_thousand_damaged_libraries_give_one_kind_of_error_in_little_time_and_memory()
    {
        Assert.SkipUnless(Effort.IsLong, "LAYERPIPELINE_LONG is not 1");
        var real = WheelFolder.Libraries().Select(library => library.Content).Where(bytes => bytes.Length < 300_000).Take(40).ToList();
        var small = WheelFolder.Libraries().Select(library => library.Content).Where(bytes => bytes.Length < 100_000).Take(40);
        var kernels = CompiledLibrary.Compile(CompiledLibrary.Kernels, "-DVISIBLE=", "-DEXTRA=0");

        // A round costs what the library is long, and what is damaged lies at its beginning: most rounds are on short ones.
        await RunAsync([.. Generated(), .. small, .. Enumerable.Repeat(kernels, 10)], 190_000, seed: 2);
        await RunAsync(real, 10_000, seed: 3);
    }

    private static List<byte[]> Generated() =>
        [
            new ElfBuilder
            {
                StalePages = 2,
                MiddleJunk = 6000,
                Needed = ["libc.so.6"],
                Exports = ["a", "b"],
                Imports = ["c"],
            }.Build(),
            new ElfBuilder
            {
                Machine = 183,
                SpareHeaders = 2,
                SoName = "liba.so",
                RPath = "$ORIGIN/../b.libs",
                Needed = ["libb.so", "libc.so.6"],
                VersionNeeds = [("libc.so.6", "GLIBC_2.17"), ("libb.so", "B_1")],
                VersionDefinitions = ["A_1", "A_2"],
                Imports = ["printf@GLIBC_2.17", "b@B_1"],
                Exports = ["a@A_1", "a@A_2"],
            }.Build(),
            new ElfBuilder
            {
                Sections = false,
                TailJunk = 0,
                RunPath = "$ORIGIN",
                TextRelocations = true,
                ExecutableStack = true,
            }.Build(),
            new GpuLibrary().Build(),
            new GpuLibrary
            {
                Machine = 183,
                Section = ".hip_fatbin",
                Registration = ".hipFatBinSegment",
            }.Build(),
        ];

    private static async Task RunAsync(List<byte[]> seeds, int count, int seed)
    {
        var kernels = new KernelsPass(OpenBlasKernelsTests.Catalog);
        PreparedPasses[] passes =
        [
            await Passing.PrepareAsync(Tier.Kernels, "x86_64"),
            await Passing.PrepareAsync(Tier.Kernels, "arm64"),
            new([(kernels.Tier, await kernels.PrepareAsync(Passing.Nothing("x86_64"), TestContext.Current.CancellationToken))]),
        ];
        await RunAsync(passes, seeds, count, seed);
    }

    private static async Task RunAsync(PreparedPasses[] passes, List<byte[]> seeds, int count, int start)
    {
        var random = new Random(start);
        var tables = seeds.ConvertAll(Tables);
        Exercise(passes, seeds[0]);
        seeds.ShouldAllBe(bytes => passes.All(prepared => ReachesThePasses(prepared, bytes)), "no round would damage what a pass looks at");
        for (var round = 0; round < count; round++)
        {
            var seed = random.Next(seeds.Count);
            var bytes = Mutate(seeds[seed], tables[seed], random);
            var name = $"round {round}";

            // Processor time does not pass while a thread waits, so the wall's does for what would wait for ever.
            await Task.Run(() => Measure(passes, bytes, name)).WaitAsync(Deadlock, TestContext.Current.CancellationToken);
        }
    }

    private static bool ReachesThePasses(PreparedPasses passes, byte[] bytes) =>
        !passes.Apply("python/a/b.so", bytes).Left.Any(left => left.Contains("bytes follow", StringComparison.Ordinal));

    private static void Measure(PreparedPasses[] passes, byte[] bytes, string round)
    {
        var (allocated, begun) = (GC.GetAllocatedBytesForCurrentThread(), ThreadClock.Seconds);

        var error = Record.Exception(() => Exercise(passes, bytes));

        (ThreadClock.Seconds - begun).ShouldBeLessThan(MostSeconds, round);
        (GC.GetAllocatedBytesForCurrentThread() - allocated - bytes.Length).ShouldBeLessThan(MemoryLimit, round);
        (error is null or InvalidElfException).ShouldBeTrue($"{round}: {error}");
    }

    private static int Exercise(PreparedPasses[] passes, byte[] bytes)
    {
        foreach (var prepared in passes)
        {
            prepared.Apply("python/a/b.so", bytes);
        }

        SharedLibrary.Read("python/a/b.so", bytes);
        var file = ElfFile.Read(bytes);
        return ElfRelocations.Of(file).Count() + ElfRelocations.RelativeSlots(file).Count();
    }

    private static byte[] Mutate(byte[] original, List<(int Start, int Length)> tables, Random random)
    {
        var bytes = original.ToArray();
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            // Mostly where structures lie; a byte of code can hardly do harm.
            var table = tables[random.Next(tables.Count)];
            var at = Math.Min(table.Start + (random.Next(table.Length) & ~(random.Next(4) == 0 ? 0 : 3)), bytes.Length - 8);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), (uint)Interesting[random.Next(Interesting.Length)]);
                    break;
                case 2:
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), Interesting[random.Next(Interesting.Length)]);
                    break;
                default:
                    bytes.AsSpan(random.Next(bytes.Length - 8), 8).CopyTo(bytes.AsSpan(at));
                    break;
            }
        }

        return random.Next(20) == 0 ? bytes[..random.Next(8, bytes.Length)] : bytes;
    }

    private static List<(int Start, int Length)> Tables(byte[] bytes)
    {
        var file = ElfFile.Read(bytes);
        List<(int Start, int Length)> tables = [(16, 48), (64, file.Segments.Count * 56), (64, Math.Min(bytes.Length - 64, 8000))];
        tables.AddRange(file.Segments.Where(segment => segment.Type == 2).Select(segment => ((int)segment.Offset, (int)segment.FileSize)));
        tables.AddRange(
            file.Sections.Where(section => section.Type is 2 or 3 or 4 or 5 or 11 or > 0x60000000 && section.Size > 0)
                .Select(section => ((int)section.Offset, (int)section.Size))
        );
        tables.RemoveAll(table => table.Length <= 0);
        return tables;
    }
}
