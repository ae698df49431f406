using System.IO.Compression;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;

namespace LayerPipeline.Tests.Pruning.Splitting;

/// <summary>Who packed raw.zip and bytecode.zip for transport, and how well, leaves no trace in layer.zip.</summary>
public sealed class TransportTests
{
    private const int Large = (int)EntryContent.BytesAtATime;

    private static readonly Gen<CompressionLevel> Levels = Gen.OneOf(
        CompressionLevel.NoCompression,
        CompressionLevel.Fastest,
        CompressionLevel.SmallestSize
    );

    [Fact]
    public async Task Another_packer_at_another_level_gives_the_same_layer_and_the_same_report() =>
        await Gen.Select(RawRun.Trees, Levels)
            .SampleAsync(
                async (files, level) =>
                {
                    var own = await RawRun.OfAsync(files);
                    var carried = await RawRun.OfAsync(await TransportArchive.OfAsync(own[RunFiles.Raw], level));

                    await own.PruneAsync();
                    await carried.PruneAsync();

                    carried[RunFiles.Layer].ShouldBe(own[RunFiles.Layer]);
                    carried[RunFiles.Prune].ShouldBe(own[RunFiles.Prune]);
                    (await Reading.ContentsAsync(carried[RunFiles.Pruned])).Keys.ShouldBe(
                        (await Reading.ContentsAsync(own[RunFiles.Pruned])).Keys
                    );
                },
                iter: Effort.Rounds(quick: 40, all: 200),
                threads: 1
            );

    [Fact]
    public async Task What_is_joined_of_its_halves_is_for_transport_as_well_and_gives_the_same_layer_again()
    {
        var carried = await CarriedAsync([RawRun.Plain("pkg/a.py", Text(3000)), RawRun.Plain("pkg/tests/t.py", Text(5000))]);
        await carried.PruneAsync();
        var joined = new MemoryRun();

        await RawRebuild.JoinAsync(carried, joined, CancellationToken.None);

        (await Reading.DirectoryAsync(joined[RunFiles.Raw])).IsForTransport.ShouldBeTrue();
        (await Reading.DirectoryAsync(carried[RunFiles.Pruned])).IsForTransport.ShouldBeTrue();
        (await Reading.DirectoryAsync(carried[RunFiles.Layer])).IsForTransport.ShouldBeFalse();
        var again = await RawRun.OfAsync(joined[RunFiles.Raw]);
        await again.PruneAsync();
        again[RunFiles.Layer].ShouldBe(carried[RunFiles.Layer]);
    }

    /// <summary>Each kind of large entry takes a way of its own through memory.</summary>
    [Fact]
    public async Task Large_libraries_and_large_data_are_deflated_again_as_well()
    {
        byte[] damaged = [.. new ElfBuilder().Build()[..200], .. new byte[Large]];
        TreeFile[] files =
        [
            RawRun.Plain("pkg/__init__.py", Text(100)),
            new TreeFile("pkg/data.bin", LargeBytes(), Executable: false, Target: null),
            new TreeFile("pkg/damaged.so", damaged, Executable: true, Target: null),
            new TreeFile("pkg/trimmed.so", new ElfBuilder { TailJunk = Large }.Build(), Executable: true, Target: null),
        ];
        var own = await RawRun.OfAsync(files);
        var carried = await RawRun.OfAsync(await TransportArchive.OfAsync(own[RunFiles.Raw], CompressionLevel.Fastest));

        await own.PruneAsync();
        await carried.PruneAsync();

        carried[RunFiles.Layer].ShouldBeBytes(own[RunFiles.Layer]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(12_000)]
    public async Task Bytecode_is_chosen_by_what_it_takes_in_the_layer_and_not_on_the_way(int? zipBytes)
    {
        var request = new LayerRequest
        {
            Packages = ["pkg"],
            Budget = new BudgetRequest { ZipBytes = zipBytes },
        };
        var modules = Enumerable.Range(0, 9).Select(i => $"m{i}").ToList();
        var own = await RawRun.OfAsync(modules.Select(name => RawRun.Plain($"pkg/{name}.py", Text(20))), request: request);
        var bytecode = await RawRun.OfAsync(modules.Select(name => RawRun.Plain($"pkg/__pycache__/{name}.cpython-313.pyc", Text(900))));
        own.With(RunFiles.Bytecode, bytecode[RunFiles.Raw]);
        var carried = await RawRun.OfAsync(
            await TransportArchive.OfAsync(own[RunFiles.Raw], CompressionLevel.NoCompression),
            request: request
        );
        carried.With(RunFiles.Bytecode, await TransportArchive.OfAsync(bytecode[RunFiles.Raw], CompressionLevel.NoCompression));

        await own.PruneAsync();
        await carried.PruneAsync();

        carried[RunFiles.Layer].ShouldBe(own[RunFiles.Layer]);
        var taken = (await Reading.DirectoryAsync(own[RunFiles.Layer])).Entries.Count(entry =>
            entry.Name.EndsWith(".pyc", StringComparison.Ordinal)
        );
        (taken is > 0 and < 9).ShouldBe(zipBytes is not null);
    }

    [Fact]
    public async Task Damage_on_the_way_is_found()
    {
        var own = await RawRun.OfAsync([RawRun.Plain("pkg/a.py", Text(3000))]);
        var packed = await TransportArchive.OfAsync(own[RunFiles.Raw], CompressionLevel.NoCompression);
        packed[packed.AsSpan().IndexOf("word 17"u8)] ^= 1;
        var carried = await RawRun.OfAsync(packed);

        var prune = () => carried.PruneAsync();

        (await prune.ShouldThrowAsync<InvalidArchiveException>()).Message.ShouldContain("checksum");
        carried.Names.ShouldNotContain(RunFiles.Layer);
    }

    private static async Task<MemoryRun> CarriedAsync(IEnumerable<TreeFile> files)
    {
        var own = await RawRun.OfAsync(files);
        return await RawRun.OfAsync(await TransportArchive.OfAsync(own[RunFiles.Raw], CompressionLevel.Fastest));
    }

    private static string Text(int words) => string.Concat(Enumerable.Range(0, words).Select(i => $"word {i * i} "));

    private static byte[] LargeBytes()
    {
        var bytes = new byte[Large + 5];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i >> 9);
        }

        return bytes;
    }
}
