using LayerPipeline.Formats.Archives;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Handlers;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>What the build driver packs with Python's zlib, and what one machine packs of the same folders.</summary>
public sealed class DriverArchiveTests : IDisposable
{
    private readonly DriverFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_folders_give_the_same_layer_whoever_packed_them()
    {
        var python = await Interpreters.FindOrSkipAsync();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a build container runs Linux");
        _folder.WriteTools();
        WritePackages();
        WriteBytecode();

        await _folder.RunAsync(
            python,
            """
            build.archive([("python", "python"), ("lib", "lib")], "raw.zip")
            build.archive([("bytecode", "python")], "bytecode.zip")
            """
        );

        var there = await LayerAsync(await BytesAsync("raw.zip"), await BytesAsync("bytecode.zip"));
        var here = await LayerAsync(await PackAsync(("python", "python/"), ("lib", "lib/")), await PackAsync(("bytecode", "python/")));
        there["runs/small/raw.zip"].ShouldNotBe(here["runs/small/raw.zip"]);
        there["runs/small/layer.zip"].ShouldBe(here["runs/small/layer.zip"]);
        there["runs/small/prune.json"].ShouldBe(here["runs/small/prune.json"]);
        var layer = await ZipDirectory.ReadAsync(
            await there.Run("small").OpenAsync("layer.zip", CancellationToken.None) ?? throw new InvalidOperationException(),
            limits: null,
            CancellationToken.None
        );
        layer.Entries.Count.ShouldBe(9);
        layer.Find("python/pocket/link.so")!.IsLink.ShouldBeTrue();
    }

    /// <summary>Text, data that can't be deflated, an empty file, one that can be run, a link, and names that sort otherwise in UTF-8.</summary>
    private void WritePackages()
    {
        Write("python/pocket/__init__.py", string.Concat(Enumerable.Range(0, 4000).Select(i => $"x{i} = {i * i}\n")));
        Write("python/pocket/empty.py", "");
        Write("python/pocket/\U0001F40D.txt", "after the next in UTF-8, before it in UTF-16");
        Write("python/pocket/\uFF21.txt", "full width");
        Write("python/pocket-1.0.dist-info/RECORD", "pocket/__init__.py,,\npocket-1.0.dist-info/RECORD,,\n");
        var noise = new byte[70_000];
        new Random(7).NextBytes(noise);
        Write("python/pocket/noise.bin", "");
        File.WriteAllBytes(_folder["python/pocket/noise.bin"], noise);
        Write("lib/libtool.so.1", string.Concat(Enumerable.Repeat("no library\n", 300_000)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["lib/libtool.so.1"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        File.CreateSymbolicLink(_folder["python/pocket/link.so"], "../../lib/libtool.so.1");
    }

    private void WriteBytecode() =>
        Write("bytecode/pocket/__pycache__/__init__.cpython-313.pyc", string.Concat(Enumerable.Range(0, 900).Select(i => $"{i * 7} ")));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text);
    }

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(_folder[name]);

    private async Task<byte[]> PackAsync(params (string Folder, string Prefix)[] folders)
    {
        using var packed = new MemoryStream();
        await FolderArchive.PackAsync([.. folders.Select(each => (_folder[each.Folder], each.Prefix))], packed, CancellationToken.None);
        return packed.ToArray();
    }

    private static async Task<MemoryBucket> LayerAsync(byte[] raw, byte[] bytecode)
    {
        var bucket = (await RunFixture.MakeAsync()).Put("runs/small/raw.zip", raw).Put("runs/small/bytecode.zip", bytecode);
        await new PruneFunction(bucket).HandleAsync(new RunInput { Run = "small" }, InvocationContext.Begin());
        return bucket;
    }
}
