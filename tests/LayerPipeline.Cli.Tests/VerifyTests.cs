using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Tests;

/// <summary>Verifies layers that were made elsewhere, with the newest Python of this machine.</summary>
[Collection(CliGroup.Name)]
public sealed class VerifyTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Packages_in_site_packages_are_probed_with_those_beside()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var site = $"python/lib/python{python.Minor}/site-packages/";

        var run = await VerifyAsync(
            python,
            (site + "alpha/__init__.py", "import beta"),
            (site + "alpha/broken.py", "import beta.gone"),
            ("python/beta.py", "")
        );

        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldContain("2 of 3 modules import");
        run.Output.ShouldContain($"3 of 3 entries below python/, 2 of them below {site}");
        run.Error.ShouldContain("alpha.broken: ModuleNotFoundError: No module named 'beta.gone'");
    }

    [Fact]
    public async Task Packages_of_another_Python_fail()
    {
        var run = await VerifyAsync(await TestInterpreter.NewestOrSkipAsync(), ("python/lib/python3.6/site-packages/alpha.py", ""));

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("for example 'python/lib/python3.6/site-packages/alpha.py'");
        run.Error.ShouldContain("imports: 0 modules found");
    }

    [Theory]
    [InlineData("import os; os.abort()", "SIGABRT")]
    [InlineData("raise SystemExit(0)", "SystemExit")]
    [InlineData("def", "SyntaxError")]
    [InlineData("raise RuntimeError('no reason')", "RuntimeError: no reason")]
    public async Task A_layer_whose_package_can_t_be_imported_fails_with_the_true_reason(string code, string reason)
    {
        var run = await VerifyAsync(await TestInterpreter.NewestOrSkipAsync(), ("python/alpha.py", code), ("python/beta.py", ""));

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("imports: 1 of 2 modules work; 1 is broken");
        run.Error.ShouldContain(reason);
    }

    [Fact]
    public async Task A_package_that_is_not_in_the_layer_is_a_warning_that_the_end_counts()
    {
        var run = await VerifyAsync(await TestInterpreter.NewestOrSkipAsync(), ("python/alpha.py", "import somebody_elses"));

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("1 needs packages that are not in the layer: somebody_elses.");
        run.Output.ShouldContain("Every gate passed, 1 warning.");
    }

    [Fact]
    public async Task With_consent_the_archive_alone_is_checked_and_the_layer_stays_unproven()
    {
        SmallZip.Write(_folders["layer.zip"], ("python/alpha.py", "def"));
        using var machine = new FakePythons().With("bin/python3", "3.12.1");
        string[] verify = ["verify", _folders["layer.zip"], "--python", "3.13"];

        var refused = await CliRun.RunAsync(verify, machine.Environment);
        var run = await CliRun.RunAsync([.. verify, "--unproven"], machine.Environment);
        var json = await CliRun.RunAsync([.. verify, "--unproven", "--json"], machine.Environment);

        refused.ExitCode.ShouldBe(2, refused.Output);
        refused.Error.ShouldContain("no Python 3.13 for x86_64 on Linux was found. Found: 3.12.1 at");
        refused.Error.ShouldNotContain(" pip");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("warning: the layer stays UNPROVEN: no Python 3.13 for x86_64 on Linux was found");
        run.Output.ShouldContain("UNPROVEN: no Python 3.13 for x86_64 on Linux was found. Nothing was imported or run from this layer.");
        json.Output.ShouldContain("\"unproven\":\"no Python 3.13");
    }

    [Fact]
    public async Task A_signed_layer_passes_and_is_called_signed()
    {
        var run = await VerifyAsync(
            await TestInterpreter.NewestOrSkipAsync(),
            ("META_INF/aws_signer_signature_v1.0.SF", "signature"),
            ("python/alpha.py", "")
        );

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("signed by AWS Signer");
        run.Output.ShouldNotContain("warning");
    }

    [Fact]
    public async Task A_Python_without_pip_probes()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        SmallZip.Write(_folders["layer.zip"], ("python/alpha.py", ""));
        var bare = _folders.WriteScript(
            "bare",
            $"case \"$*\" in *find_spec*) echo {python.Version} {python.Machine} Linux False;; *) exec {python.Path} \"$@\";; esac"
        );

        var run = await CliRun.RunAsync("verify", _folders["layer.zip"], "--python", python.Minor, "--interpreter", bare);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("1 of 1 modules import");
    }

    [Fact]
    public async Task Text_of_a_package_reaches_the_terminal_without_control_characters()
    {
        var run = await VerifyAsync(
            await TestInterpreter.NewestOrSkipAsync(),
            ("python/alpha.py", "raise RuntimeError('\\n\\n \\033[2Jalpha \\x9b1m \\x7f no\\nmore')"),
            ("strange/\u001b]0;name", "")
        );

        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldContain("alpha RuntimeError: ␛[2Jalpha \uFFFD1m ␡ no");
        run.Error.ShouldContain("alpha: RuntimeError: ␛[2Jalpha \uFFFD1m ␡ no\n");
        run.Output.ShouldContain("strange/␛]0;name");
        (run.Output + run.Error).ShouldAllBe(character => !char.IsControl(character) || character == '\n' || character == '\t');
    }

    [Fact]
    public async Task A_missing_folder_for_temporary_files_is_named_and_no_disk_is_called_full()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        Environment.SetEnvironmentVariable("TMPDIR", _folders["nowhere"]);

        var run = await VerifyAsync(python, ("python/alpha.py", ""));

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain($"Can't create a folder in '{_folders["nowhere"]}");
        run.Error.ShouldContain("Set TMPDIR to an existing folder");
        run.Error.ShouldNotContain("disk full");
    }

    [Fact]
    public async Task A_layer_that_can_t_be_read_is_named_with_what_was_tried()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "every file can be read here");
        SmallZip.Write(_folders["layer.zip"], ("python/alpha.py", ""));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folders["layer.zip"], UnixFileMode.None);
        }

        var run = await CliRun.RunAsync("verify", _folders["layer.zip"], "--python", "3.13", "--unproven");

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain($"'{_folders["layer.zip"]}' can't be opened: ");
        run.Error.ShouldNotContain("disk full");
    }

    private Task<CliRun> VerifyAsync(Interpreter python, params (string Name, FileContent Text)[] files)
    {
        SmallZip.Write(_folders["layer.zip"], files);
        return CliRun.RunAsync("verify", _folders["layer.zip"], "--python", python.Minor, "--interpreter", python.Path);
    }
}
