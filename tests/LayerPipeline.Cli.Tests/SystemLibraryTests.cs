using System.IO.Compression;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Cli.Tests;

/// <summary>Made wheels that leave libraries to the system: what each message says to type next leads to a proven layer.</summary>
[Collection(CliGroup.Name)]
public sealed class SystemLibraryTests : IDisposable
{
    private readonly CliFolders _folders = new();
    private readonly Compiler _compiler;

    public SystemLibraryTests()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux()
                && System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64,
            "the wheels are made for Linux on x86_64"
        );
        _compiler = new Compiler(_folders["compiled"]);
    }

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task An_optional_extension_and_a_plugin_warn_and_a_needed_library_stops_until_it_is_given_and_comes_with_what_it_needs()
    {
        WriteParts();

        var stopped = await _folders.BuildAsync("parts");

        stopped.ExitCode.ShouldBe(3);
        stopped.Error.ShouldContain(
            "parts can't be imported: parts/core.abi3.so needs libpartsneeded.so.1, which is neither in the layer nor in "
        );
        stopped.Error.ShouldContain("or name a file: --system-library PATH/libpartsneeded.so.1.");

        var run = await _folders.BuildAsync("parts", "--system-library", Path.Combine("compiled", "libpartsneeded.so.1"));

        run.ExitCode.ShouldBe(0, run.Error);
        var manifest = _folders.Manifest();
        manifest.Proven.ShouldBeTrue();
        manifest
            .Gates.Where(gate => gate.Gate == "needed-libraries")
            .Select(gate => (gate.Status, gate.Measured))
            .ShouldBe([(GateStatus.Warn, "libpartsfast.so.12"), (GateStatus.Warn, "libpartsplugin.so.2")]);
        run.Output.ShouldContain("What does not work: parts.fast.");
        run.Output.ShouldContain("What does not work: whatever loads parts/plugins/auth-1.so by name.");
        await using var layer = await ZipFile.OpenReadAsync(_folders.OfRun(RunFiles.Layer));
        layer
            .Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith("lib/", StringComparison.Ordinal))
            .ShouldBe(["lib/libpartsdeep.so.3", "lib/libpartsneeded.so.1"]);
        var libraries = _folders.Manifest().SystemLibraries;
        libraries.Select(library => library.Name).ShouldBe(["libpartsdeep.so.3", "libpartsneeded.so.1"]);
        libraries.ShouldAllBe(library => library.Wanted == _folders["compiled/libpartsneeded.so.1"] && library.Sha256.Length == 64);

        var python = await TestInterpreter.NewestOrSkipAsync();
        var verified = await CliRun.RunAsync("verify", _folders.OfRun(RunFiles.Layer), "--python", python.Minor);

        verified.ExitCode.ShouldBe(0, verified.Output);
    }

    /// <summary>The machine's own copy would do where it is probed, and not in Lambda.</summary>
    [Fact]
    public async Task A_library_that_only_this_machine_has_stops_and_the_option_of_the_message_brings_it()
    {
        const string Library = "libgomp.so.1";
        var path = MachineLibrary.FindOrSkip(Library);
        Wheels.With(
            "openmp",
            [],
            ("openmp/__init__.py", "from openmp import core\n"),
            ("openmp/core.abi3.so", _compiler.Module("core", path))
        );

        var stopped = await _folders.BuildAsync("openmp");

        stopped.ExitCode.ShouldBe(3);
        stopped.Error.ShouldContain($"To bring it, add --system-library {Library} (in a request: \"systemLibraries\": [\"{Library}\"])");

        foreach (var value in new[] { Library, "auto" })
        {
            var run = await _folders.BuildAsync("openmp", "--system-library", value);

            run.ExitCode.ShouldBe(0, run.Error);
            _folders.Manifest().Proven.ShouldBeTrue();
            _folders
                .Manifest()
                .SystemLibraries.ShouldContain(library => library.Name == Library && library.Wanted == value && library.Version != null);
        }
    }

    /// <summary>No DT_NEEDED names it, so only the probe can see it.</summary>
    [Fact]
    public async Task A_library_that_is_opened_by_name_stops_where_the_package_can_not_do_without_and_warns_where_it_can()
    {
        MachineLibrary.FindOrSkip("libgomp.so.1");
        Write("needs", "import ctypes\nctypes.CDLL('libgomp.so.1')\n");
        Write("tries", "import ctypes\ntry:\n    ctypes.CDLL('libgomp.so.1')\n    FAST = True\nexcept OSError:\n    FAST = False\n");

        var stopped = await _folders.BuildAsync("needs");
        var warned = await _folders.BuildAsync("tries");
        var brought = await _folders.BuildAsync("needs", "--system-library", "libgomp.so.1");

        stopped.ExitCode.ShouldBe(3);
        stopped.Error.ShouldContain("needs can't be imported: needs opens libgomp.so.1 by name");
        warned.ExitCode.ShouldBe(0, warned.Error);
        warned.Output.ShouldContain("tries opens libgomp.so.1 by name");
        brought.ExitCode.ShouldBe(0, brought.Error);

        void Write(string name, string code) => Wheels.With(name, [], ($"{name}/__init__.py", code));
    }

    [Theory]
    [InlineData("libnobodyhasthis.so.1", "libnobodyhasthis.so.1 is not on the machine that builds: 'ldconfig -p' does not list it.")]
    [InlineData("./nothing.so", "is not a shared library that this machine can read.")]
    [InlineData("libgomp", "'libgomp' is neither a library's name, such as libgomp.so.1, nor a path with a / in it, nor auto")]
    [InlineData("libz.so.1", "is part of python{python}'s runtime, which loads its own; remove it")]
    public async Task A_library_that_can_not_be_taken_is_bad_input(string library, string problem)
    {
        Wheels.With("plain", [], ("plain/__init__.py", ""));

        var run = await _folders.BuildAsync("plain", "--system-library", library);

        run.ExitCode.ShouldBe(2, run.Output);
        var python = await TestInterpreter.NewestOrSkipAsync();
        run.Error.ShouldContain(problem.Replace("{python}", python.Minor, StringComparison.Ordinal));
        _folders.HasOutput().ShouldBeFalse();
    }

    private void WriteParts()
    {
        var needed = _compiler.Library("libpartsneeded.so.1", _compiler.Library("libpartsdeep.so.3"));
        Wheels.With(
            "parts",
            [],
            ("parts/__init__.py", "from parts import core\ntry:\n    from parts import fast\nexcept ImportError:\n    fast = None\n"),
            ("parts/core.abi3.so", _compiler.Module("core", needed)),
            ("parts/fast.abi3.so", _compiler.Module("fast", _compiler.Library("libpartsfast.so.12"))),
            ("parts/plugins/auth-1.so", _compiler.Module("auth", _compiler.Library("libpartsplugin.so.2")))
        );
    }

    private MadeWheels Wheels => new(_folders["wheels"]) { HasLibraries = true };
}
