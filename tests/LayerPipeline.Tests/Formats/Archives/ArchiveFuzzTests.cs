using System.Diagnostics;
using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Tests.Formats.Archives;

[Collection(MeasuringGroup.Name)]
public sealed class ArchiveFuzzTests
{
    private static readonly int Rounds = Effort.Rounds(quick: 1000, all: 4000);
    private const long MemoryLimit = 64L << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Thousands_of_damaged_archives_give_one_kind_of_error_in_little_time_and_memory()
    {
        using var temporary = new TemporaryFolder();
        var seeds = Seeds();
        var random = new Random(1);
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Mutate(seeds, random);
            var (allocated, clock) = (GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());

            var error = await Record.ExceptionAsync(() => ReadAllAsync(bytes));

            clock.Elapsed.ShouldBeLessThan(TimeLimit, $"round {round}");
            (GC.GetTotalAllocatedBytes() - allocated).ShouldBeLessThan(MemoryLimit, $"round {round}");
            (error is null or InvalidArchiveException).ShouldBeTrue($"round {round}: {error}");
            refused += error is null ? 0 : 1;
            if (round % 10 == 0)
            {
                await UnpackAsync(bytes, temporary, round);
            }
        }

        // Both happen often, or the mutations are too weak or too strong to say anything.
        refused.ShouldBeInRange(Rounds / 4, Rounds - (Rounds / 50));
    }

    private static async Task ReadAllAsync(byte[] archive)
    {
        var file = new MemoryFile(archive);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        var errors = new List<InvalidArchiveException>();
        foreach (var entry in directory.Entries)
        {
            EntryName.Check(entry.Name);
            try
            {
                await EntryContent.ReadAsync(file, entry, CancellationToken.None);
            }
            catch (InvalidArchiveException e)
            {
                errors.Add(e);
            }
        }

        if (errors.Count > 0)
        {
            throw errors[0];
        }

        await Reading.CopyAsync(archive);
    }

    private static async Task UnpackAsync(byte[] archive, TemporaryFolder temporary, int round)
    {
        var error = await Record.ExceptionAsync(() =>
            FolderArchive.UnpackAsync(new MemoryFile(archive), temporary["out"], CancellationToken.None)
        );

        (error is null or InvalidArchiveException).ShouldBeTrue($"round {round}: {error}");
        Directory.GetFileSystemEntries(temporary.Path).ShouldBe(error is null ? [temporary["out"]] : [], $"round {round}");
        if (error is null)
        {
            Directory.Delete(temporary["out"], recursive: true);
        }
    }

    private static List<byte[]> Seeds() =>
        [
            new HandZip(
                new HandEntry("python/a.py", "x = 1\n"),
                new HandEntry("python/b/__init__.py", new string('b', 2000)) { Deflate = true },
                new HandEntry("python/b/数.so", new string('q', 40)) { Deflate = true, Descriptor = true },
                HandEntry.Link("python/b/link", "../a.py")
            ).Build(),
            new HandZip(
                new HandEntry("a", "zip64") { Zip64 = true },
                new HandEntry("b/") { Mode = 0x41ED },
                new HandEntry("b/c", "c")
                {
                    LocalExtra = [1, 2, 1, 0, 9],
                    CentralExtra = [1, 2, 1, 0, 9],
                    Comment = "comment",
                }
            )
            {
                Zip64 = true,
                Comment = "end",
            }.Build(),
            new HandZip([.. Enumerable.Range(0, 20).Select(i => new HandEntry($"d{i % 3}/{i}", new string('z', i)))]).Build(),
        ];

    private static byte[] Mutate(List<byte[]> seeds, Random random)
    {
        var bytes = seeds[random.Next(seeds.Count)].ToArray();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.AsSpan(at, Math.Min(random.Next(1, 9), bytes.Length - at)).Fill(random.Next(2) == 0 ? (byte)0 : (byte)255);
                    break;
                case 3:
                    var count = Math.Min(random.Next(1, 40), bytes.Length - at);
                    bytes.AsSpan(random.Next(bytes.Length - count), count).ToArray().CopyTo(bytes, at);
                    break;
                case 4:
                    bytes = random.Next(4) == 0 ? bytes[..at] : bytes;
                    break;
                case 5:
                    var other = seeds[random.Next(seeds.Count)];
                    bytes = random.Next(4) == 0 ? [.. bytes[..at], .. other[random.Next(other.Length)..]] : bytes;
                    break;
                default:
                    random.NextBytes(bytes.AsSpan(at, Math.Min(4, bytes.Length - at)));
                    break;
            }

            if (bytes.Length == 0)
            {
                return bytes;
            }
        }

        return bytes;
    }
}
