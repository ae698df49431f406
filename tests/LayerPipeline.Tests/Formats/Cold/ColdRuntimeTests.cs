using System.Runtime.Versioning;
using LayerPipeline.Formats.Cold;

namespace LayerPipeline.Tests.Formats.Cold;

/// <summary>What inflates a cold store, where things go wrong.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ColdRuntimeTests : IDisposable
{
    private const string Use = "import parcel.base; print(parcel.base.X, parcel.__file__)";
    private const int Filler = 4_000_000;

    private readonly ColdTrees _trees = new(filler: Filler);

    public void Dispose() => _trees.Dispose();

    [Fact]
    public void It_has_fewer_than_300_lines() =>
        ColdNames.RuntimeHalf().Sum(file => file.Content.Count(letter => letter == '\n')).ShouldBeLessThan(300);

    [Fact]
    public void A_distribution_is_inflated_once_into_a_folder_of_this_user_alone()
    {
        _trees.Run(_trees.Cold, Use).ShouldBe($"1 {_trees.Inflated}/parcel/__init__.py\n");
        var mark = File.GetLastWriteTimeUtc(_trees.Inflated + ".whole");

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");

        File.GetLastWriteTimeUtc(_trees.Inflated + ".whole").ShouldBe(mark);
        File.GetUnixFileMode(Path.GetDirectoryName(_trees.Inflated)!)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void A_variable_names_another_folder()
    {
        _trees.Run(_trees.Cold, Use, interpreter: null, ("LAYER_COLD_DIR", _trees["elsewhere"])).ShouldContain(_trees["elsewhere"]);
        Directory.GetDirectories(_trees.Temporary).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("parcel/base.py", "X = 'forged'")]
    [InlineData("parcel/inner/deep.py", "")]
    public void A_file_that_was_changed_is_inflated_again(string path, string content)
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        File.WriteAllText(Path.Combine(_trees.Inflated, path), content);

        _trees.Run(_trees.Cold, Use + "; import parcel.inner.deep as d; print(d.Y)").ShouldEndWith("__init__.py\n2\n");
    }

    [Fact]
    public void A_file_of_the_same_length_and_time_is_still_seen_as_another()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var file = Path.Combine(_trees.Inflated, "parcel/base.py");
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, File.ReadAllText(file).Replace("X = 1", "X = 7", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(file, time);

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
    }

    [Theory]
    [InlineData("parcel/base.cpython-313-x86_64-linux-gnu.so")]
    [InlineData("parcel/base.abi3.so")]
    [InlineData("parcel/inner/__pycache__/deep.cpython-313.pyc")]
    [InlineData("parcel/base/__init__.py")]
    public void What_was_laid_beside_it_is_never_loaded(string path)
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var file = Path.Combine(_trees.Inflated, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "raise SystemExit('forged')");

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public void What_was_laid_beside_it_is_found_although_the_time_of_its_folder_was_set_back()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var folder = Path.Combine(_trees.Inflated, "parcel");
        var time = Directory.GetLastWriteTimeUtc(folder);
        File.WriteAllText(Path.Combine(folder, "base.abi3.so"), "forged");
        Directory.SetLastWriteTimeUtc(folder, time);

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
    }

    [Fact]
    public void What_was_taken_from_it_is_inflated_again()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        File.Delete(Path.Combine(_trees.Inflated, "parcel/inner/deep.py"));

        _trees.Run(_trees.Cold, "import parcel.inner.deep as d; print(d.Y)").ShouldBe("2\n");
    }

    [Fact]
    public void What_was_mended_is_neither_inflated_nor_mended_again()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var written = File.GetLastWriteTimeUtc(Path.Combine(_trees.Inflated, "parcel/base.py"));
        File.WriteAllText(Path.Combine(_trees.Inflated, "parcel/base.abi3.so"), "forged");
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var mended = File.GetLastWriteTimeUtc(_trees.Inflated + ".whole");

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");

        File.GetLastWriteTimeUtc(Path.Combine(_trees.Inflated, "parcel/base.py")).ShouldBe(written);
        File.GetLastWriteTimeUtc(_trees.Inflated + ".whole").ShouldBe(mended);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(400)]
    public void A_mark_that_ends_too_soon_is_none(int length)
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        using (var mark = File.OpenWrite(_trees.Inflated + ".whole"))
        {
            mark.SetLength(length);
        }

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        new FileInfo(_trees.Inflated + ".whole").Length.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void A_folder_with_a_mark_and_forged_files_is_not_taken()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var folder = _trees.Inflated;
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(Path.Combine(folder, "parcel"));
        File.WriteAllText(Path.Combine(folder, "parcel/__init__.py"), "raise SystemExit('forged')");
        File.WriteAllText(folder + ".whole", "");

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
    }

    [Fact]
    public void What_a_killed_process_left_is_done_again()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        Directory.Move(_trees.Inflated, _trees.Inflated + ".new");

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");

        Directory.Exists(_trees.Inflated + ".new").ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_that_is_killed_at_any_moment_harms_no_other()
    {
        var random = new Random(19);
        for (var i = 0; i < Effort.Rounds(quick: 4, all: 100); i++)
        {
            using (var process = _trees.Start(_trees.Cold, ["-c", Use], interpreter: null, []))
            {
                var output = process.StandardOutput.ReadToEndAsync();
                var errors = process.StandardError.ReadToEndAsync();
                // Not a wait for something: the moment is what is tried.
                await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(random.Next(20, 160)));
                process.Kill();
                await Task.WhenAll(output, errors, process.WaitForExitAsync());
            }

            _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
            Directory.Delete(_trees.Temporary, recursive: true);
            Directory.CreateDirectory(_trees.Temporary);
        }
    }

    [Fact]
    public async Task Threads_and_processes_at_once_all_find_it_whole()
    {
        for (var i = 0; i < Effort.Rounds(quick: 1, all: 50); i++)
        {
            var script = Path.Combine(AppContext.BaseDirectory, "Formats", "Cold", "behaviours.py");
            var processes = Enumerable
                .Range(0, 4)
                .Select(_ => _trees.Start("", [script, "many_threads", _trees.Cold], interpreter: null, []))
                .ToList();
            var outputs = await Task.WhenAll(processes.Select(process => Task.Run(() => ColdTrees.Finish(process))));

            outputs.ShouldAllBe(output => output == "[]\n");
            Directory.Delete(_trees.Temporary, recursive: true);
            Directory.CreateDirectory(_trees.Temporary);
        }
    }

    [Fact]
    public void A_folder_that_is_too_small_is_an_error_that_no_except_for_a_missing_package_takes()
    {
        const string Code =
            "import shutil, types\n"
            + "shutil.disk_usage = lambda path: types.SimpleNamespace(free=1_000_000)\n"
            + "try:\n    import parcel\n"
            + "except ImportError:\n    print('taken for missing')\n"
            + "except RuntimeError as error:\n    print(type(error).__name__, error)\n";

        var output = _trees.Run(_trees.Cold, Code);

        output.ShouldStartWith("ColdStoreError parcel is in this layer's cold store and can't be inflated to ");
        output.ShouldContain("It needs 4,0");
        output.ShouldContain(" bytes there, and 1,000,000 are free.");
        output.ShouldContain("EphemeralStorage");
        output.ShouldContain("LAYER_COLD_DIR");
        Directory.Exists(_trees.Inflated).ShouldBeFalse();
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_nothing_and_says_so()
    {
        var output = _trees.Run(
            _trees.Cold,
            "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000000, 1000000)); import parcel"
        );

        output.ShouldContain("ColdStoreError: parcel is in this layer's cold store and can't be inflated");
        output.ShouldContain("writing failed (File too large)");
        Directory.GetFileSystemEntries(Path.GetDirectoryName(_trees.Inflated + ".lock")!).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_folder_in_which_others_may_write_is_refused()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        File.SetUnixFileMode(Path.GetDirectoryName(_trees.Inflated)!, (UnixFileMode)0x1FF);

        _trees.Run(_trees.Cold, Use).ShouldContain("must be this user's");
    }

    [Fact]
    public void A_folder_whose_place_others_may_take_is_refused()
    {
        File.SetUnixFileMode(_trees.Temporary, (UnixFileMode)0x1FF);

        _trees.Run(_trees.Cold, Use).ShouldContain("other users may replace what is in");
    }

    [Fact]
    public void A_folder_of_another_user_is_refused()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can give a folder to another user");
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        _trees.Run("", $"import os; os.chown({Quoted(Path.GetDirectoryName(_trees.Inflated)!)}, 12345, 12345)");

        _trees.Run(_trees.Cold, Use).ShouldContain("it is user 12345's");
    }

    [Fact]
    public void A_link_in_the_place_of_the_folder_is_refused()
    {
        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
        var folder = Path.GetDirectoryName(_trees.Inflated)!;
        Directory.Move(folder, _trees["aside"]);
        File.CreateSymbolicLink(folder, _trees["aside"]);

        _trees.Run(_trees.Cold, Use).ShouldContain("ColdStoreError");
    }

    [Fact]
    public void A_folder_that_can_not_be_written_to_says_so()
    {
        File.WriteAllText(_trees["file"], "");

        var output = _trees.Run(_trees.Cold, Use, interpreter: null, ("LAYER_COLD_DIR", _trees["file"]));

        output.ShouldContain("ColdStoreError: parcel is in this layer's cold store and can't be inflated");
        output.ShouldContain("the folder can't be made");
    }

    [Fact]
    public void A_store_that_was_damaged_is_refused()
    {
        var store = Path.Combine(_trees.Cold, ColdNames.Store["python/".Length..]);
        var content = File.ReadAllBytes(store);
        content[^20] ^= 1;
        File.WriteAllBytes(store, content);

        _trees.Run(_trees.Cold, Use).ShouldContain("Error");
        Directory.Exists(_trees.Inflated).ShouldBeFalse();
    }

    [Fact]
    public void A_child_that_was_forked_while_it_is_inflated_holds_no_lock()
    {
        const string Code =
            "import os, sys, threading, time\n"
            + "from _layer_cold import inflate as store\n"
            + "real, pid = store.write, []\n"
            + "def write(*arguments):\n    pid.append(os.fork())\n    if pid[-1] == 0:\n        sys.stdin.read()\n        os._exit(0)\n    os.kill(os.getpid(), 9)\n"
            + "store.write = write\n"
            + "import parcel\n";
        using var holder = _trees.Start(_trees.Cold, ["-c", Code], interpreter: null, []);

        holder.WaitForExit();

        _trees.Run(_trees.Cold, Use).ShouldStartWith("1 ");
    }

    private static string Quoted(string path) => $"'{path}'";
}
