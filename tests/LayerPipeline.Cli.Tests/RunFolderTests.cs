using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Tests.Demo;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;

namespace LayerPipeline.Cli.Tests;

/// <summary>What may be where a run is to appear.</summary>
public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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

        Should.Throw<CommandLineException>(() => RunWorkspace.Create(_folder["strangers"]));
        Should.Throw<CommandLineException>(() => RunWorkspace.Create("/"));
        _folder.Entries().ShouldBe(["empty", "strangers", "strangers/diary.txt"]);
    }

    [Fact]
    public void Runs_of_combinations_stay_when_the_run_beside_them_is_replaced()
    {
        _folder.WriteRun("out");
        _folder.WriteRun("out/python3.12-x86_64", "3.12");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        _folder.Entries().ShouldBe(["out", "out/plan.json", "out/python3.12-x86_64", "out/python3.12-x86_64/plan.json"]);
        File.ReadAllText(_folder["out/plan.json"]).ShouldBe("new");
    }

    [Fact]
    public void A_run_appears_beside_runs_of_combinations()
    {
        _folder.WriteRun("out/python3.12-x86_64", "3.12");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        _folder.Entries().ShouldBe(["out", "out/plan.json", "out/python3.12-x86_64", "out/python3.12-x86_64/plan.json"]);
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
        _folder.WriteRun("out");
        _folder.WriteRun("out/python3.13-x86_64");
        Directory.CreateDirectory(Path.GetDirectoryName(_folder["out/" + file])!);
        File.WriteAllText(_folder["out/" + file], SmallPlan.Json());
        var before = _folder.Entries().ToList();

        Should
            .Throw<CommandLineException>(() => RunWorkspace.Create(_folder["out"]))
            .Message.ShouldContain("contains files that no build wrote: ");

        _folder.Entries().ShouldBe(before);
    }

    [Fact]
    public void What_came_into_the_folder_meanwhile_is_not_replaced_either()
    {
        _folder.WriteRun("out");
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(_folder["out/notes.txt"], "");

            Should.Throw<CommandLineException>(workspace.Commit).Message.ShouldContain("notes.txt");
        }

        _folder.Entries().ShouldBe(["out", "out/notes.txt", "out/plan.json"]);
    }

    [Fact]
    public void A_link_to_a_folder_is_followed()
    {
        _folder.WriteRun("elsewhere");
        Directory.CreateSymbolicLink(_folder["out"], _folder["elsewhere"]);
        using (var workspace = RunWorkspace.Create(_folder["out"]))
        {
            File.WriteAllText(Path.Combine(workspace.Folder, "plan.json"), "new");

            workspace.Commit();
        }

        new DirectoryInfo(_folder["out"]).LinkTarget.ShouldBe(_folder["elsewhere"]);
        File.ReadAllText(_folder["elsewhere/plan.json"]).ShouldBe("new");
    }
}
