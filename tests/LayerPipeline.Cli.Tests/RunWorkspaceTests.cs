using LayerPipeline.Cli;
using LayerPipeline.Cli.Tests.Demo;
using LayerPipeline.Local.Folders;

namespace LayerPipeline.Cli.Tests;

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

        _folder.Entries().ShouldBe(["out", "out/plan.json"]);
    }

    [Fact]
    public void Clearing_removes_trees_and_leaves_what_the_run_wrote()
    {
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");
            Directory.CreateDirectory(Path.Combine(workspace.Scratch, "tree", "below"));
            File.WriteAllText(Path.Combine(workspace.Scratch, "tree", "below", "file"), "");

            workspace.Clear();

            Directory.EnumerateFileSystemEntries(workspace.Scratch).ShouldBeEmpty();
            workspace.Commit();
        }

        _folder.Entries().ShouldBe(["out", "out/plan.json"]);
    }

    [Fact]
    public void A_commit_replaces_the_older_run_altogether()
    {
        _folder.WriteRun("out");
        File.WriteAllText(Path.Combine(_folder["out"], "repair.json"), "of the old run only");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        _folder.Entries().ShouldBe(["out", "out/plan.json"]);
        File.ReadAllText(Path.Combine(_folder["out"], "plan.json")).ShouldBe("new");
    }

    [Fact]
    public void Without_a_commit_the_older_run_stays_and_the_workspace_goes()
    {
        _folder.WriteRun("out");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");
        }

        _folder.Entries().ShouldBe(["out", "out/plan.json"]);
        File.ReadAllText(Path.Combine(_folder["out"], "plan.json")).ShouldBe(SmallPlan.Json());
    }

    [Fact]
    public void Parents_that_were_made_go_again_and_those_that_were_there_stay()
    {
        Directory.CreateDirectory(_folder["there"]);

        RunWorkspace.Create(_folder["there/a/b/out"]).Dispose();
        RunWorkspace.Create(_folder["there/out"]).Dispose();

        _folder.Entries().ShouldBe(["there"]);
    }

    [Fact]
    public void Parents_that_got_something_else_meanwhile_stay()
    {
        using (RunWorkspace.Create(_folder["a/b/out"]))
        {
            File.WriteAllText(_folder["a/other"], "");
        }

        _folder.Entries().ShouldBe(["a", "a/other"]);
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
        _folder.WriteRun("out");

        RunWorkspace.Create(_folder["out"]).Dispose();

        _folder.Entries().ShouldBe([$".other.partial-{DeadProcess}", running, ".out.partial-x", "out", "out/plan.json"]);
    }

    [Fact]
    public void A_process_that_was_killed_between_the_renames_loses_no_run()
    {
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}.old"]);
        File.WriteAllText(_folder[$".out.partial-{DeadProcess}.old/plan.json"], "old");

        RunWorkspace.Create(_folder["out"]).Dispose();

        _folder.Entries().ShouldBe(["out", "out/plan.json"]);
    }

    [Fact]
    public void What_can_not_be_swept_stops_no_build()
    {
        // What is not a run's file is not deleted with an old run.
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}.old/mine"]);
        _folder.WriteRun("out");

        RunWorkspace.Create(_folder["out"]).Dispose();

        _folder.Entries().ShouldBe([$".out.partial-{DeadProcess}.old", $".out.partial-{DeadProcess}.old/mine", "out", "out/plan.json"]);
    }

    [Fact]
    public void A_process_that_was_killed_after_the_renames_loses_no_run_of_a_combination()
    {
        const string old = $".out.partial-{DeadProcess}.old";
        _folder.WriteRun("out");
        _folder.WriteRun(old);
        _folder.WriteRun(old + "/python3.12-x86_64", "3.12");

        RunWorkspace.Create(_folder["out"]).Dispose();

        _folder.Entries().ShouldBe(["out", "out/plan.json", "out/python3.12-x86_64", "out/python3.12-x86_64/plan.json"]);
    }
}
