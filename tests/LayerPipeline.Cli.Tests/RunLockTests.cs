using LayerPipeline.Cli;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Tests.Demo;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;

namespace LayerPipeline.Cli.Tests;

public sealed class RunLockTests : IDisposable
{
    private const string Combination = "out/python3.12-x86_64";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_has_one_holder_at_a_time_however_it_is_named()
    {
        Directory.CreateDirectory(_folder["out"]);
        Directory.CreateSymbolicLink(_folder["link"], _folder["out"]);
        using (RunLock.Take(_folder["out"]))
        {
            foreach (var name in new[] { "out", "out/", "./out", "link" })
            {
                Should.Throw<CommandLineException>(() => RunLock.Take(_folder[name])).Message.ShouldContain("/.out.lock'");
            }

            RunLock.Take(_folder["other"]).Dispose();
        }

        RunLock.Take(_folder["out"]).Dispose();
    }

    [Fact]
    public void A_lock_goes_with_its_holder_and_so_do_folders_that_were_made_for_it()
    {
        RunLock.Take(_folder["a/b/out"]).Dispose();

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_lock_that_a_killed_process_left_binds_nobody()
    {
        File.WriteAllText(_folder[".out.lock"], "4194305");

        RunLock.Take(_folder["out"]).Dispose();

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_folder_is_not_replaced_while_a_combination_in_it_is_changed()
    {
        Directory.CreateDirectory(_folder["out"]);
        using (RunLock.Take(_folder[Combination]))
        {
            Should
                .Throw<CommandLineException>(() => RunWorkspace.Create(_folder["out"]))
                .Message.ShouldContain("python3.12-x86_64' is being");
        }
    }

    [Fact]
    public void What_a_killed_build_of_a_combination_left_does_not_keep_a_folder_from_being_replaced()
    {
        Directory.CreateDirectory(_folder["out/.python3.12-x86_64.partial-4194305/work"]);
        File.WriteAllText(_folder["out/.python3.12-x86_64.lock"], "4194305");

        RunWorkspace.Create(_folder["out"]).Dispose();

        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBe([_folder["out"]]);
        Directory.EnumerateFileSystemEntries(_folder["out"]).ShouldBeEmpty();
    }
}
