using System.Text;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Runs;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Tests.Demo;

namespace LayerPipeline.Tests.Foundation.Runs;

public sealed class FolderRunStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_that_can_t_be_opened_or_read_is_named_with_what_was_tried()
    {
        Should
            .Throw<RunFileException>(() => new LocalFile(Path.GetTempPath()))
            .Message.ShouldStartWith($"'{Path.GetTempPath()}' can't be opened: ");

        Assert.SkipUnless(File.Exists("/proc/self/mem"), "no file that opens and can't be read is here");
        await using var memory = new LocalFile("/proc/self/mem");
        var error = await Should.ThrowAsync<RunFileException>(async () => await memory.ReadAsync(0, new byte[1], CancellationToken.None));
        error.Message.ShouldStartWith("'/proc/self/mem' can't be read: ");
    }

    [Fact]
    public async Task A_committed_file_is_read_again_by_ranges()
    {
        var run = new FolderRunStore(_folder.Path);

        await WriteAsync(run, "0123456789", commit: true);

        await using var file = await run.OpenAsync("x.json", CancellationToken.None);
        var buffer = new byte[4];
        file!.Length.ShouldBe(10);
        (await file.ReadAsync(7, buffer, CancellationToken.None)).ShouldBe(3);
        Encoding.ASCII.GetString(buffer, 0, 3).ShouldBe("789");
        (await file.ReadAsync(10, buffer, CancellationToken.None)).ShouldBe(0);
        Directory.GetFiles(_folder.Path).ShouldBe([_folder["x.json"]]);
    }

    [Fact]
    public async Task Without_a_commit_nothing_is_left()
    {
        await WriteAsync(new FolderRunStore(_folder.Path), "half", commit: false);

        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_commit_an_older_file_stays_as_it_was()
    {
        await File.WriteAllTextAsync(_folder["x.json"], "old");

        await WriteAsync(new FolderRunStore(_folder.Path), "half", commit: false);

        (await File.ReadAllTextAsync(_folder["x.json"])).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Until_the_commit_readers_see_the_older_file()
    {
        await File.WriteAllTextAsync(_folder["x.json"], "old");
        var run = new FolderRunStore(_folder.Path);

        await using (var writer = await run.CreateAsync("x.json", CancellationToken.None))
        {
            await writer.Content.WriteAsync("a longer new one"u8.ToArray());
            (await File.ReadAllTextAsync(_folder["x.json"])).ShouldBe("old");
            await writer.CommitAsync(CancellationToken.None);
        }

        (await File.ReadAllTextAsync(_folder["x.json"])).ShouldBe("a longer new one");
    }

    [Theory]
    [InlineData(true, new[] { "layer.zip", "plan.json" })]
    [InlineData(false, new[] { "candidate.json", "check.json", "layer.zip", "manifest.json", "plan.json" })]
    public async Task What_speaks_of_a_layer_goes_with_it_and_no_sooner(bool commit, string[] left)
    {
        foreach (var name in new[] { "candidate.json", "check.json", "layer.zip", "manifest.json", "plan.json" })
        {
            await File.WriteAllTextAsync(_folder[name], "old");
        }

        await using (var writer = await new FolderRunStore(_folder.Path).CreateAsync(RunFiles.Layer, CancellationToken.None))
        {
            if (commit)
            {
                await writer.CommitAsync(CancellationToken.None);
            }
        }

        Directory.EnumerateFiles(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ShouldBe(left);
    }

    [Theory]
    [InlineData(RunFiles.Plan, false)]
    [InlineData(RunFiles.Raw, false)]
    [InlineData(RunFiles.Baseline, false)]
    [InlineData(RunFiles.Prune, true)]
    public async Task What_a_proof_rests_on_takes_the_proof_with_it(string name, bool stays)
    {
        await File.WriteAllTextAsync(_folder[RunFiles.Candidate], "old");

        await using (var writer = await new FolderRunStore(_folder.Path).CreateAsync(name, CancellationToken.None))
        {
            await writer.CommitAsync(CancellationToken.None);
        }

        File.Exists(_folder[RunFiles.Candidate]).ShouldBe(stays);
    }

    [Fact]
    public async Task A_write_that_fails_half_way_leaves_the_older_file()
    {
        await File.WriteAllTextAsync(_folder["repair.json"], "old");
        var run = new FolderRunStore(_folder.Path);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var write = async () => await run.WriteJsonAsync(RunFiles.Repair, new RepairLog(), PruningJson.Default.RepairLog, cancelled.Token);

        await write.ShouldThrowAsync<OperationCanceledException>();
        (await File.ReadAllTextAsync(_folder["repair.json"])).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_null() =>
        (await new FolderRunStore(_folder.Path).OpenAsync("none", CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task A_file_shorter_than_a_read_is_truncated()
    {
        var read = async () =>
            await new LayerPipeline.Tests.Formats.Archives.MemoryFile(new byte[5]).ReadExactlyAsync(2, new byte[4], CancellationToken.None);

        (await read.ShouldThrowAsync<InvalidArchiveException>()).Message.ShouldContain("ends at 5 bytes");
    }

    private static async Task WriteAsync(FolderRunStore run, string content, bool commit)
    {
        await using var writer = await run.CreateAsync("x.json", CancellationToken.None);
        await writer.Content.WriteAsync(Encoding.ASCII.GetBytes(content));
        if (commit)
        {
            await writer.CommitAsync(CancellationToken.None);
        }
    }
}
