using LayerPipeline.Cli;
using LayerPipeline.Cli.Local;
using LayerPipeline.Tests.Demo;

namespace LayerPipeline.Tests.Cli;

public sealed class RunWorkspaceTests : IDisposable
{
    // Above the highest process number that Linux gives out.
    private const string DeadProcess = "4194305";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_commit_makes_the_folder_appear_whole_without_scratch()
    {
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");
            File.WriteAllText(Path.Combine(workspace.Scratch, "junk"), "");
            Directory.Exists(_folder["out"]).ShouldBeFalse();

            workspace.Commit();
        }

        Entries().ShouldBe(["out", "out/plan.json"]);
    }

    [Fact]
    public void A_commit_replaces_the_older_run_altogether()
    {
        WriteRun("old");
        File.WriteAllText(Path.Combine(_folder["out"], "repair.json"), "of the old run only");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        Entries().ShouldBe(["out", "out/plan.json"]);
        File.ReadAllText(Path.Combine(_folder["out"], "plan.json")).ShouldBe("new");
    }

    [Fact]
    public void Without_a_commit_the_older_run_stays_and_the_workspace_goes()
    {
        WriteRun("old");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");
        }

        Entries().ShouldBe(["out", "out/plan.json"]);
        File.ReadAllText(Path.Combine(_folder["out"], "plan.json")).ShouldBe("old");
    }

    [Fact]
    public void Parents_that_were_made_go_again_and_those_that_were_there_stay()
    {
        Directory.CreateDirectory(_folder["there"]);

        RunWorkspace.Create(_folder["there/a/b/out"]).Dispose();
        RunWorkspace.Create(_folder["there/out"]).Dispose();

        Entries().ShouldBe(["there"]);
    }

    [Fact]
    public void Parents_that_got_something_else_meanwhile_stay()
    {
        using (RunWorkspace.Create(_folder["a/b/out"]))
        {
            File.WriteAllText(_folder["a/other"], "");
        }

        Entries().ShouldBe(["a", "a/other"]);
    }

    [Fact]
    public void What_a_killed_process_left_is_swept_and_what_a_running_one_has_is_not()
    {
        // Process 1 runs as long as the machine does.
        const string running = ".out.partial-1";
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}/work"]);
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}.old"]);
        Directory.CreateDirectory(_folder[running]);
        Directory.CreateDirectory(_folder[".out.partial-x"]);
        Directory.CreateDirectory(_folder[$".other.partial-{DeadProcess}"]);
        WriteRun("old");

        RunWorkspace.Create(_folder["out"]).Dispose();

        Entries().ShouldBe([$".other.partial-{DeadProcess}", running, ".out.partial-x", "out", "out/plan.json"]);
    }

    [Fact]
    public void A_process_that_was_killed_between_the_renames_loses_no_run()
    {
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}.old"]);
        File.WriteAllText(_folder[$".out.partial-{DeadProcess}.old/plan.json"], "old");

        RunWorkspace.Create(_folder["out"]).Dispose();

        Entries().ShouldBe(["out", "out/plan.json"]);
    }

    [Fact]
    public void An_empty_folder_is_taken_and_a_strangers_is_not()
    {
        Directory.CreateDirectory(_folder["empty"]);
        Directory.CreateDirectory(_folder["strangers"]);
        File.WriteAllText(_folder["strangers/diary.txt"], "");

        using (var workspace = RunWorkspace.Create(_folder["empty"]))
        {
            workspace.Commit();
        }

        Should.Throw<UserErrorException>(() => RunWorkspace.Create(_folder["strangers"]));
        Should.Throw<UserErrorException>(() => RunWorkspace.Create("/"));
        Entries().ShouldBe(["empty", "strangers", "strangers/diary.txt"]);
    }

    private void WriteRun(string plan)
    {
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/plan.json"], plan);
    }

    private IEnumerable<string> Entries() =>
        Directory
            .EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Path, path))
            .Order(StringComparer.Ordinal);
}
