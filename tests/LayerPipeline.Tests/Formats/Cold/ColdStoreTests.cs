using System.Security.Cryptography;
using CsCheck;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Tests.Formats.Cold;

public sealed class ColdStoreTests
{
    private static readonly Gen<ColdFrame> Frame = Gen.Select(
        Gen.Int[1, 9],
        Gen.Byte.Array[0, 5000].List[0, 6],
        Gen.Bool,
        (name, contents, isZstd) => FrameOf($"unit-{name}", isZstd ? ColdCodec.Zstd : ColdCodec.Zlib, contents)
    );

    private static readonly Gen<List<ColdFrame>> Frames = Frame
        .List[0, 4]
        .Select(frames => frames.DistinctBy(frame => frame.Name).ToList());

    [Fact]
    public void What_was_stored_is_read_again() =>
        Frames.Sample(
            frames =>
            {
                var store = ColdStore.Read(BytesOf(frames));

                store
                    .Units.Select(unit => (unit.Name, unit.Codec, unit.Bytes))
                    .ShouldBe(frames.Select(frame => (frame.Name, frame.Codec, frame.Bytes)));
                foreach (var (unit, frame) in store.Units.Zip(frames))
                {
                    var files = store.Inflate(unit).ToList();
                    files.Select(file => file.File.Path).ShouldBe(frame.Files.Select(file => file.Path));
                    files
                        .Select(file => Convert.ToHexString(SHA256.HashData(file.Content)))
                        .ShouldBe(files.Select(file => Convert.ToHexString(file.File.Sha256.Span)));
                }
            },
            iter: 60
        );

    [Fact]
    public void The_same_frames_give_the_same_bytes() =>
        BytesOf([FrameOf("a", ColdCodec.Zstd, [new byte[900], [1, 2, 3]])])
            .ShouldBe(BytesOf([FrameOf("a", ColdCodec.Zstd, [new byte[900], [1, 2, 3]])]));

    [Fact]
    public void Damage_is_never_anything_but_an_error_of_its_own() =>
        Gen.Select(Frames, Gen.Int[0, int.MaxValue], Gen.Byte, Gen.Bool)
            .Sample(
                (frames, at, value, isCut) =>
                {
                    var bytes = BytesOf(frames);
                    var place = at % bytes.Length;
                    var damaged = isCut ? bytes[..place] : [.. bytes[..place], value, .. bytes[(place + 1)..]];
                    try
                    {
                        var store = ColdStore.Read(damaged);
                        store.Units.SelectMany(store.Inflate).ToList().ShouldAllBe(file => file.Content.Length == file.File.Bytes);
                    }
                    catch (InvalidArchiveException exception)
                    {
                        exception.Message.ShouldNotBeEmpty();
                    }
                },
                iter: Effort.Rounds(quick: 400, all: 5000)
            );

    [Theory]
    [InlineData("../outside.py")]
    [InlineData("/etc/passwd")]
    [InlineData("pkg/../../x")]
    public void A_path_that_leads_out_of_the_layer_is_refused(string path)
    {
        var file = new ColdFile(path, UnixMode.File, 0, SHA256.HashData([]));

        Should.Throw<InvalidArchiveException>(() =>
            ColdStore.Read(BytesOf([new ColdFrame("a", ColdCodec.Zlib, [file], ColdCodec.Zlib.Compress([]))]))
        );
    }

    [Fact]
    public void A_file_that_says_to_be_longer_than_it_is_takes_no_memory()
    {
        var file = new ColdFile("a.py", UnixMode.File, 300_000_000, new byte[32]);
        var frame = new ColdFrame("a", ColdCodec.Zstd, [file], ColdCodec.Zstd.Compress([new byte[10]]));
        var store = ColdStore.Read(BytesOf([frame]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<InvalidArchiveException>(() => store.Inflate(store.Units[0]).ToList());

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20_000_000);
    }

    [Theory]
    [InlineData("pkg/__init__.py", "pkg/__init__.py")]
    [InlineData("pkg/mod.py", "pkg/mod.py")]
    [InlineData("pkg/mod.pyc", "pkg/mod.py")]
    [InlineData("pkg/_ext.cpython-313-x86_64-linux-gnu.so", "pkg/_ext.py")]
    [InlineData("pkg/_ext.abi3.so", "pkg/_ext.py")]
    [InlineData("pkg/__pycache__/mod.cpython-313.pyc", null)]
    [InlineData("pkg.libs/libx-1a2b.so.3", null)]
    [InlineData("pkg/a-b.py", null)]
    [InlineData("pkg/a.b.py", null)]
    [InlineData("pkg/data.txt", null)]
    [InlineData("pkg/.so", null)]
    public void A_stub_stands_where_Python_looks_for_a_module(string path, string? stub) => ColdNames.StubOf(path).ShouldBe(stub);

    private static ColdFrame FrameOf(string name, ColdCodec codec, IEnumerable<byte[]> contents)
    {
        var files = contents
            .Select(
                (content, i) =>
                    (Content: content, File: new ColdFile($"{name}/f{i}.py", UnixMode.File, content.Length, SHA256.HashData(content)))
            )
            .ToList();
        return new ColdFrame(
            name,
            codec,
            [.. files.Select(file => file.File)],
            codec.Compress(files.Select(file => (ReadOnlyMemory<byte>)file.Content))
        );
    }

    private static byte[] BytesOf(IReadOnlyList<ColdFrame> frames) => [.. ColdStoreWriter.Make(frames).SelectMany(part => part.ToArray())];
}
