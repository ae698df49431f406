using System.Text.Json;

namespace LayerPipeline.Cli.Tests;

/// <summary>Packages that do not work as pip leaves them: that a layer behaves as they do proves nothing.</summary>
[Collection(CliGroup.Name)]
public sealed class BrokenBeforeTests : IDisposable
{
    private readonly CliFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    [Theory]
    [InlineData("import pkg_resources", "Add setuptools<82 to the packages")]
    [InlineData("from distutils.version import LooseVersion", "a .pth file, which Lambda does not process")]
    [InlineData("import telnetlib", "Add standard-telnetlib to the packages")]
    [InlineData("import undeclared.part", "does not declare what brings undeclared: add that distribution")]
    public async Task What_was_asked_for_and_does_not_import_stops_the_build_with_what_to_do(string code, string remedy)
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        Assert.SkipWhen(Version.Parse(python.Minor) < new Version(3, 13), $"Python {python.Minor} has all of the standard library yet");
        var wheels = Wheels.With("old-style", [], ("old_style/__init__.py", code + "\n"));

        var run = await BuildAsync(wheels, "old-style");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("old-style: import old_style fails on the untouched packages");
        run.Error.ShouldContain(remedy);
        run.Error.ShouldContain("--allow-broken old-style");
        run.Output.ShouldNotContain("Proven");
    }

    [Fact]
    public async Task A_part_that_lacks_what_Python_no_longer_has_stops_it_too()
    {
        var wheels = Wheels.With("half", [], ("half/__init__.py", ""), ("half/version.py", "import pkg_resources\n"));

        (await BuildAsync(wheels, "half")).Error.ShouldContain("half: import half.version fails");
    }

    [Fact]
    public async Task A_part_that_lacks_an_optional_package_or_builds_others_does_not()
    {
        var wheels = Wheels.With(
            "half",
            [],
            ("half/__init__.py", ""),
            ("half/plots.py", "import an_optional_package\n"),
            ("half/compiling.py", "import setuptools\n")
        );

        var run = await BuildAsync(wheels, "half");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Proven");
    }

    [Fact]
    public async Task A_folder_that_only_a_pth_file_adds_is_named()
    {
        var wheels = Wheels.With(
            "vendored",
            [],
            ("vendored.pth", "vendored_parts\n"),
            ("vendored_parts/inner.py", "value = 1\n"),
            ("vendored/__init__.py", "import inner\n")
        );

        var run = await BuildAsync(wheels, "vendored");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("It is in vendored_parts, a folder that a .pth file adds");
        run.Error.ShouldContain("PYTHONPATH=/opt/python/vendored_parts");
    }

    [Fact]
    public async Task Metadata_alone_is_no_success_and_a_name_for_other_packages_is()
    {
        var wheels = Wheels.With("empty", []).With("all-of-it", ["part"]).With("part", [], ("part/__init__.py", ""));

        (await BuildAsync(wheels, "empty")).Error.ShouldContain("empty: nothing of it is there but its metadata");
        (await BuildAsync(wheels, "all-of-it")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task The_request_may_accept_what_is_broken()
    {
        var wheels = Wheels.With("old-style", [], ("old_style/__init__.py", "import pkg_resources\n"), ("old_style_too.py", ""));

        var run = await BuildAsync(wheels, "old-style", "--allow-broken", "Old_Style");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("old-style: import old_style fails on the untouched packages");
        Gate("requested").ShouldBe("Warn");
    }

    [Fact]
    public async Task A_module_of_the_standard_library_that_is_hidden_and_loaded_early_stops_the_build()
    {
        var wheels = Wheels
            .With("enum-old", [], ("enum/__init__.py", "class Enum: pass\n"))
            .With("uses-enum", ["enum-old"], ("uses_enum.py", "import enum\nclass F(enum.IntFlag):\n    A = 1\n"));

        var run = await BuildAsync(wheels, "uses-enum");

        run.ExitCode.ShouldBe(3, run.Output);
        run.Error.ShouldContain("enum-old (needed by uses-enum) hides the module enum of the standard library");
        (await BuildAsync(wheels, "uses-enum", "--allow-broken", "enum-old")).ExitCode.ShouldBe(0);
        Gate("standard-library").ShouldBe("Warn");
    }

    [Fact]
    public async Task One_that_is_hidden_and_was_tried_is_a_warning()
    {
        var wheels = Wheels.With("own-this", [], ("this.py", "value = 1\n"));

        var run = await BuildAsync(wheels, "own-this");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("own-this hides the module this of the standard library");
    }

    private MadeWheels Wheels => new(_folders["wheels"]);

    private async Task<CliRun> BuildAsync(MadeWheels wheels, string package, params string[] more)
    {
        var python = await TestInterpreter.NewestOrSkipAsync();
        return await CliRun.RunAsync([
            "build",
            package,
            "--interpreter",
            python.Path,
            "--python",
            python.Minor,
            "--output",
            "out/x",
            "--no-measure",
            .. wheels.Options,
            .. more,
        ]);
    }

    private string? Gate(string name)
    {
        using var check = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folders["out/x"], "check.json")));
        return check
            .RootElement.GetProperty("gates")
            .EnumerateArray()
            .Single(gate => gate.GetProperty("gate").GetString() == name)
            .GetProperty("status")
            .GetString();
    }
}
