using LayerPipeline.Probing;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

/// <summary>What a package does to its process, to the probe or to the machine costs itself, and nobody else.</summary>
public sealed class HostilePackageTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    /// <summary>Each leaves a state in which hardly anything works; the honest module comes after it in the same process.</summary>
    [Theory]
    [InlineData("import sys\nsys.path[:] = []\nsys.meta_path[:] = []")]
    [InlineData("import os\nos.environ.clear()")]
    [InlineData("import warnings\nwarnings.simplefilter('error')")]
    [InlineData("import builtins\nbuiltins.open = None")]
    [InlineData("import json, os, time\njson.dumps = json.JSONEncoder.encode = os.write = time.perf_counter = None")]
    [InlineData("import threading\nthreading.Lock = None")]
    public void A_module_that_fails_after_it_counts_as_it_works_alone(string code)
    {
        tree.With("pkg/__init__.py")
            .With("pkg/a_bad.py", code)
            .With("pkg/b_good.py", "import os, queue, warnings\nos.environ['HOME']\nwarnings.warn('old')\nopen(__file__).close()");

        tree.Probe().Module("pkg.b_good").Status.ShouldBe("ok");
    }

    /// <summary>One process for each of them takes longest where a package has most modules.</summary>
    [Fact]
    public void What_is_below_a_package_that_works_alone_shares_one_more_process()
    {
        tree.With("pkg/__init__.py").With("pkg/a_bad.py", "import sys\nsys.path[:] = []\nsys.meta_path[:] = []").With("pkg/b/__init__.py");
        foreach (var name in (string[])["c", "d", "e", "f"])
        {
            tree.With($"pkg/b/{name}.py");
        }

        tree.Say(
                $$"""
                import json
                from probe import probe, run
                of_child, count = run.Child.run, []
                def counted(self):
                    count.append(self) if self.job.watch else None
                    return of_child(self)
                run.Child.run = counted
                report = probe(json.loads({{Json(Json(new { root = tree.Root, scratch = tree.Scratch }))}}))
                print(len(count), *{module["status"] for module in report["modules"]})
                """
            )
            .ShouldBe("3 ok");
    }

    [Fact]
    public void A_module_that_fails_alone_too_fails()
    {
        tree.With("pkg/__init__.py").With("pkg/a.py").With("pkg/b.py", "raise ValueError('always')");

        tree.Probe().Module("pkg.b").Error!.Message.ShouldBe("always");
    }

    [Theory]
    [InlineData("os.write(fd, b'\\n{\"id\": \"bad\", \"status\": \"ok\", \"seconds\": 0}\\n')", "Intrusion")]
    [InlineData("os.write(fd, b'\\n{\"id\": \"good\", \"status\": \"error\", \"seconds\": 0}\\n')", "Intrusion")]
    [InlineData("[os.write(fd, b'x' * 65536) for _ in range(1200)]", "Excess")]
    public void Who_writes_into_the_results_is_told_as_such(string write, string type)
    {
        tree.With("bad.py", $"import os\nfor fd in range(300, 320):\n    try: {write}\n    except OSError: pass").With("good.py");

        var report = tree.Probe();

        report.Module("bad").Status.ShouldBe("crash");
        report.Module("bad").Error!.Type.ShouldBe(type);
        report.Module("good").Status.ShouldBe("ok");
    }

    [Theory]
    [InlineData("os.kill(os.getppid(), signal.SIGKILL)")]
    [InlineData("os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)")]
    [InlineData("os.kill(1, signal.SIGKILL)")]
    public void Who_ends_other_processes_is_refused(string code)
    {
        tree.With("bad.py", $"import os, signal\n{code}").With("good.py");

        var report = tree.Probe();

        report.Module("bad").Error!.Type.ShouldBe("PermissionError");
        report.Module("good").Status.ShouldBe("ok");
    }

    [Fact]
    public void What_is_no_function_s_is_no_package_s()
    {
        tree.With("large.py", "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.seek(600 << 20)\n    file.write(b'x')")
            .With("memory.py", "x = bytearray(11_000 << 20)")
            .With("good.py");

        var report = tree.Probe();

        report.Modules.Statuses().ShouldBe(["good ok", "large error", "memory error"]);
        report.Module("memory").Error!.Type.ShouldBe("MemoryError");
    }

    [Fact]
    public void A_record_that_claims_a_neighbour_s_module_as_a_script_hides_it_from_no_probe()
    {
        tree.With("honest.py").WithDistribution("honest", "1", "honest.py").With("a.py").WithDistribution("a", "1", "a.py", "../honest.py");

        tree.Probe().Modules.Statuses().ShouldBe(["a ok", "honest ok"]);
    }

    [Fact]
    public async Task A_file_that_is_changed_while_others_are_probed_is_told()
    {
        tree.With("slow.py", "import os, time\nwhile not os.path.getsize(os.path.dirname(__file__) + '/honest.py'): time.sleep(0.05)")
            .With("honest.py");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        var change = ChangeOnceProbedAsync("honest.py", deadline.Token);

        var report = await Task.Run(() => tree.Probe(), deadline.Token);

        await change;
        report.Changed.ShouldBe(["honest.py"]);
    }

    [Fact]
    public void Nothing_that_a_module_starts_outlives_it()
    {
        var mark = $"time.sleep({Random.Shared.Next(10_000, 99_999)})";
        tree.With(
            "starts.py",
            $"import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; {mark}'], start_new_session=True)"
        );

        tree.Probe().Modules.Statuses().ShouldBe(["starts ok"]);

        Directory
            .GetDirectories("/proc")
            .Select(folder => Path.Combine(folder, "cmdline"))
            .Where(path => Text(path).Contains(mark, StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    /// <summary>Waits for the first child, and changes a file then.</summary>
    private async Task ChangeOnceProbedAsync(string file, CancellationToken cancellationToken)
    {
        var jobs = Path.Combine(tree.Scratch, "jobs");
        while (!Directory.Exists(jobs) || Directory.GetDirectories(jobs).Length == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        await File.AppendAllTextAsync(Path.Combine(tree.Root, file), "# more", cancellationToken);
    }

    private static string Json<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value);

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
