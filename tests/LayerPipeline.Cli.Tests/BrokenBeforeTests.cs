using LayerPipeline.Checking.Gates;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packages that do not work as pip leaves them, from the probe that sees it to the exit code.</summary>
[Collection(CliGroup.Name)]
public sealed class BrokenBeforeTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private MadeWheels Wheels => new(_folders["wheels"]);

    [Fact]
    public async Task What_was_asked_for_and_does_not_import_stops_the_build_until_the_request_accepts_it()
    {
        Wheels.With("old-style", [], ("old_style/__init__.py", "import pkg_resources\n"), ("old_style_too.py", ""));

        var stopped = await _folders.BuildAsync("old-style");
        var accepted = await _folders.BuildAsync("old-style", "--allow-broken", "Old_Style");

        stopped.ExitCode.ShouldBe(3, stopped.Output);
        stopped.Error.ShouldContain("old-style: import old_style fails on the untouched packages");
        stopped.Error.ShouldContain("Add setuptools<82 to the packages");
        stopped.Error.ShouldContain("--allow-broken old-style");
        stopped.Output.ShouldNotContain("Proven");
        accepted.ExitCode.ShouldBe(0, accepted.Error);
        accepted.Output.ShouldContain("old-style: import old_style fails on the untouched packages");
        _folders.Gate("requested").ShouldBe(GateStatus.Warn);
    }

    [Fact]
    public async Task A_module_of_the_standard_library_that_is_hidden_and_loaded_early_stops_it()
    {
        Wheels
            .With("enum-old", [], ("enum/__init__.py", "class Enum: pass\n"))
            .With("uses-enum", ["enum-old"], ("uses_enum.py", "import enum\nclass F(enum.IntFlag):\n    A = 1\n"));

        var run = await _folders.BuildAsync("uses-enum");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("enum-old (needed by uses-enum) hides the module enum of the standard library");
    }

    [Fact]
    public async Task A_part_that_lacks_an_optional_package_and_a_hidden_module_that_nothing_loads_early_do_not()
    {
        Wheels.With(
            "half",
            [],
            ("half/__init__.py", ""),
            ("half/plots.py", "import an_optional_package\n"),
            ("half/compiling.py", "import setuptools\n"),
            ("this.py", "value = 1\n")
        );

        var run = await _folders.BuildAsync("half");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("half hides the module this of the standard library");
        run.Output.ShouldContain("Proven");
    }
}
