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
        WriteRun("out");
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
        WriteRun("out");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");
        }

        Entries().ShouldBe(["out", "out/plan.json"]);
        File.ReadAllText(Path.Combine(_folder["out"], "plan.json")).ShouldBe(SmallPlan.Json());
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
        WriteRun("out");

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
    public void What_can_not_be_swept_stops_no_build()
    {
        // What is no run's file is not deleted with an old run.
        Directory.CreateDirectory(_folder[$".out.partial-{DeadProcess}.old/mine"]);
        WriteRun("out");

        RunWorkspace.Create(_folder["out"]).Dispose();

        Entries().ShouldBe([$".out.partial-{DeadProcess}.old", $".out.partial-{DeadProcess}.old/mine", "out", "out/plan.json"]);
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

    [Fact]
    public void Runs_of_combinations_stay_when_the_run_beside_them_is_replaced()
    {
        WriteRun("out");
        WriteRun("out/python3.12-x86_64", "3.12");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        Entries().ShouldBe(["out", "out/plan.json", "out/python3.12-x86_64", "out/python3.12-x86_64/plan.json"]);
        File.ReadAllText(_folder["out/plan.json"]).ShouldBe("new");
    }

    [Fact]
    public void A_process_that_was_killed_after_the_renames_loses_no_run_of_a_combination()
    {
        const string old = $".out.partial-{DeadProcess}.old";
        WriteRun("out");
        WriteRun(old);
        WriteRun(old + "/python3.12-x86_64", "3.12");

        RunWorkspace.Create(_folder["out"]).Dispose();

        Entries().ShouldBe(["out", "out/plan.json", "out/python3.12-x86_64", "out/python3.12-x86_64/plan.json"]);
    }

    [Theory]
    [InlineData("src/app.py")]
    [InlineData("notes.txt")]
    [InlineData("layer.zip/inside")]
    [InlineData("python3.12-x86_64/plan.json")]
    [InlineData("python3.13-x86_64/notes.txt")]
    [InlineData("python3.13-x86_64/src/app.py")]
    public void A_folder_with_anything_beside_runs_is_not_replaced(string file)
    {
        WriteRun("out");
        WriteRun("out/python3.13-x86_64");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["out/" + file])!);
        File.WriteAllText(_folder["out/" + file], SmallPlan.Json());
        var before = Entries().ToList();

        Should.Throw<UserErrorException>(() => RunWorkspace.Create(_folder["out"])).Message.ShouldContain("holds what no build made: ");

        Entries().ShouldBe(before);
    }

    [Fact]
    public void What_came_into_the_folder_meanwhile_is_not_replaced_either()
    {
        WriteRun("out");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(_folder["out/notes.txt"], "");

            Should.Throw<UserErrorException>(workspace.Commit).Message.ShouldContain("notes.txt");
        }

        Entries().ShouldBe(["out", "out/notes.txt", "out/plan.json"]);
    }

    [Fact]
    public void A_link_to_a_folder_is_followed()
    {
        WriteRun("elsewhere");
        Directory.CreateSymbolicLink(_folder["out"], _folder["elsewhere"]);
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        new DirectoryInfo(_folder["out"]).LinkTarget.ShouldBe(_folder["elsewhere"]);
        File.ReadAllText(_folder["elsewhere/plan.json"]).ShouldBe("new");
    }

    private void WriteRun(string name, string python = "3.13")
    {
        Directory.CreateDirectory(_folder[name]);
        File.WriteAllText(_folder[name + "/plan.json"], SmallPlan.Json(python));
    }

    private IEnumerable<string> Entries() =>
        Directory
            .EnumerateFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Path, path))
            .Order(StringComparer.Ordinal);
}
