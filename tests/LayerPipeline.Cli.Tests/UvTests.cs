using System.Security.Cryptography;
using System.Text.Json;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Tests;

/// <summary><c>--installer uv</c>.</summary>
[Collection(CliGroup.Name)]
public sealed class UvTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task Without_uv_it_is_said_where_to_get_it_and_that_pip_does_as_well()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var wheels = new MadeWheels(_folders["wheels"]).WithPackage("alpha");

        var run = await CliRun.RunAsync(
            ["build", "alpha", "--python", python.Minor, "--installer", "uv", .. wheels.Options, "-o", "out/a"],
            WithoutUv
        );

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("installer: uv is not on PATH. Install it (https://docs.astral.sh/uv");
        run.Error.ShouldContain("uv.lock is read without uv");
        Directory.Exists(_folders["out/a"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_uv_that_does_not_start_is_said_so_and_one_that_is_no_program_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows knows programs by their names.");
        var python = await TestInterpreter.NewestOrSkipAsync();
        var wheels = new MadeWheels(_folders["wheels"]).WithPackage("alpha");
        var file = _folders.Write("bin/uv", "#!/nowhere/python\n");
        string[] line = ["build", "alpha", "--python", python.Minor, "--installer", "uv", .. wheels.Options, "-o", "out/a"];
        string? Environment(string name) => name == "PATH" ? Path.GetDirectoryName(file) : WithoutUv(name);

        var passedOver = await CliRun.RunAsync(line, Environment);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        }

        var broken = await CliRun.RunAsync(line, Environment);

        passedOver.ExitCode.ShouldBe(2, passedOver.Error);
        passedOver.Error.ShouldContain("installer: uv is not on PATH");
        broken.ExitCode.ShouldBe(2, broken.Error);
        broken.Error.ShouldContain($"installer: '{file}' can't be started: ");
        Directory.Exists(_folders["out/a"]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_uv_leaves_makes_the_same_layer_as_what_pip_leaves()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var uv = new StandInUv(_folders["uv"], python.Path);
        var (wheels, hash) = WheelsWithLock();

        var line = Line(python, wheels);
        var pip = await CliRun.RunAsync([.. line, "-o", "out/pip"]);
        var build = await WithoutHashesAsync(() => CliRun.RunAsync([.. line, "--installer", "uv", "-o", "out/uv"], uv.Environment));

        pip.ExitCode.ShouldBe(0, pip.Error);
        build.ExitCode.ShouldBe(0, build.Error);
        build.Output.ShouldContain("2 distributions with uv 0.8.0 of Python");
        (build.Output + build.Error).ShouldContain("uv: The package has no extra named x");
        LayerIn("out/uv").ShouldBe(LayerIn("out/pip"));
        var (ofPip, ofUv) = (Distributions("out/pip"), Distributions("out/uv"));
        ofUv.ShouldBe(ofPip, "the report has the same names, versions, files, hashes and needs");
        ofUv.ShouldContain(hash);
        CheckAsked(uv, python, hash);
    }

    private void CheckAsked(StandInUv uv, Interpreter python, string hash)
    {
        using var asked = JsonDocument.Parse(uv.Asked);
        var arguments = asked.RootElement.GetProperty("arguments").EnumerateArray().Select(word => word.GetString()).ToList();
        arguments.ShouldContain("--require-hashes");
        arguments[arguments.IndexOf("--python") + 1].ShouldBe(python.Path);
        arguments[arguments.IndexOf("--find-links") + 1].ShouldBe(_folders["wheels"]);
        asked.RootElement.GetProperty("requirements").GetString()!.ShouldContain($"alpha==1.0 --hash=sha256:{hash}\n");
        asked.RootElement.GetProperty("hashes").ValueKind.ShouldBe(JsonValueKind.Null, "a setting that turns hashes off does not reach uv");
    }

    private static async Task<CliRun> WithoutHashesAsync(Func<Task<CliRun>> run)
    {
        Environment.SetEnvironmentVariable("UV_NO_VERIFY_HASHES", "1");
        try
        {
            return await run();
        }
        finally
        {
            Environment.SetEnvironmentVariable("UV_NO_VERIFY_HASHES", null);
        }
    }

    [Fact]
    public async Task A_file_that_is_another_one_fails_with_what_to_do()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var uv = new StandInUv(_folders["uv"], python.Path);
        var (wheels, _) = WheelsWithLock();
        _folders.Write("r.txt", $"alpha==1.0 --hash=sha256:{new string('0', 64)}\nbeta==1.0 --hash=sha256:{new string('0', 64)}\n");

        var run = await CliRun.RunAsync(
            ["build", "-r", "r.txt", "--python", python.Minor, "--installer", "uv", "--no-measure", .. wheels.Options, "-o", "out/a"],
            uv.Environment
        );

        run.ExitCode.ShouldBe(2, run.Output);
        run.Error.ShouldContain("A file does not match its hash");
        run.Error.ShouldContain("uv said:");
        Directory.Exists(_folders["out/a"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_version_in_the_request_must_be_the_one_that_is_there()
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        var uv = new StandInUv(_folders["uv"], python.Path);
        var (wheels, _) = WheelsWithLock();

        var other = await CliRun.RunAsync([.. Line(python, wheels), "--installer", "uv==0.8.4", "-o", "out/a"], uv.Environment);
        var same = await CliRun.RunAsync([.. Line(python, wheels), "--installer", "uv==0.8.0", "-o", "out/b"], uv.Environment);

        other.ExitCode.ShouldBe(2, other.Output);
        other.Error.ShouldContain($"installer: 'uv==0.8.4' is asked for, and {_folders["uv/uv"]} is version 0.8.0. Install that version");
        Directory.Exists(_folders["out/a"]).ShouldBeFalse();
        same.ExitCode.ShouldBe(0, same.Error);
        same.Output.ShouldContain("with uv 0.8.0 of Python");
    }

    [Fact]
    public async Task The_real_uv_makes_the_same_layer_as_pip()
    {
        var uv = UvProgram.Find(Environment.GetEnvironmentVariable);
        Assert.SkipWhen(uv is null, "uv is not on PATH");
        var python = await TestInterpreter.NewestOrSkipAsync();
        var (wheels, _) = WheelsWithLock();

        var pip = await CliRun.RunAsync([.. Line(python, wheels), "-o", "out/pip"]);
        var build = await CliRun.RunAsync([.. Line(python, wheels), "--installer", "uv", "-o", "out/uv"]);

        pip.ExitCode.ShouldBe(0, pip.Error);
        build.ExitCode.ShouldBe(0, build.Error);
        LayerIn("out/uv").ShouldBe(LayerIn("out/pip"));
        Distributions("out/uv").ShouldBe(Distributions("out/pip"));
    }

    private string[] Line(Interpreter python, MadeWheels wheels) =>
        ["build", "-r", "pylock.toml", "--name", "a", "--python", python.Minor, "--no-measure", .. wheels.Options];

    /// <summary>Two wheels, one of which needs the other, and a lock of them; the hash is the first one's.</summary>
    private (MadeWheels Wheels, string Hash) WheelsWithLock()
    {
        var wheels = new MadeWheels(_folders["wheels"]).WithPackage("alpha", "beta").WithPackage("beta");
        var text = "lock-version = \"1.0\"\n";
        foreach (var name in new[] { "alpha", "beta" })
        {
            var file = $"{name}-1.0-py3-none-any.whl";
            text +=
                $"[[packages]]\nname = \"{name}\"\nversion = \"1.0\"\nwheels = [{{ name = \"{file}\", hashes = {{ sha256 = \"{HashOf(file)}\" }} }}]\n";
        }

        _folders.Write("pylock.toml", text);
        return (wheels, HashOf("alpha-1.0-py3-none-any.whl"));
    }

    private string HashOf(string wheel) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_folders["wheels/" + wheel])));

    private byte[] LayerIn(string folder) => File.ReadAllBytes(_folders[folder + "/layer.zip"]);

    private string Distributions(string folder)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(_folders[folder + "/install.json"]));
        return report.RootElement.GetProperty("distributions").GetRawText();
    }

    private static string? WithoutUv(string name) =>
        name == "PATH"
            ? string.Join(
                Path.PathSeparator,
                (Environment.GetEnvironmentVariable(name) ?? "")
                    .Split(Path.PathSeparator)
                    .Where(folder => !File.Exists(Path.Combine(folder, "uv")))
            )
            : Environment.GetEnvironmentVariable(name);
}
