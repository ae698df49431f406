using LayerPipeline.Checking.Baselines;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking.Baselines;

/// <summary>What a user reads of a module that fails as pip left it.</summary>
public sealed class FailureRemediesTests
{
    public static TheoryData<string> KnownModules => [.. MissingModules.Shipped.Modules.Select(known => known.Module)];

    [Theory]
    [MemberData(nameof(KnownModules))]
    public async Task Of_a_module_that_left_Python_the_list_says_why_and_what_to_do(string module)
    {
        var known = MissingModules.Shipped.Modules.Single(known => known.Module == module);

        (await RemedyAsync(Missing(module))).ShouldBe($"{known.Reason} {known.Remedy}");
        (await RemedyAsync(Missing(module + ".part"))).ShouldBe($"{known.Reason} {known.Remedy}");
    }

    [Fact]
    public async Task Of_any_other_module_the_distribution_that_does_not_declare_it_is_told() =>
        (await RemedyAsync(Missing("undeclared.part"))).ShouldBe(
            "pocket does not declare what brings undeclared.part: add that distribution to the request."
        );

    [Theory]
    [InlineData("pocket_parts/inner.py")]
    [InlineData("pocket_parts/inner/__init__.py")]
    public async Task A_folder_that_a_pth_file_names_is_told_with_the_variable_that_adds_it(string path)
    {
        var remedy = await RemedyAsync(new CheckedRun().HasPathFolder("pocket_parts"), Missing("inner.deep"), (path, ""));

        remedy.ShouldStartWith("It is in pocket_parts, a folder that a .pth file adds to Python's path where packages are installed. ");
        remedy.ShouldContain("ask for a version that does without, or set PYTHONPATH=/opt/python/pocket_parts for the function.");
    }

    [Fact]
    public async Task A_folder_that_no_pth_file_names_is_not() =>
        (await RemedyAsync(Missing("inner"), ("pocket_parts/inner.py", ""))).ShouldStartWith("pocket does not declare what brings inner");

    /// <summary>Which of the variables helps is tried by the probe.</summary>
    [Fact]
    public async Task What_a_variable_mends_is_told_with_its_option_and_field()
    {
        var error = ProbeResults.Error("OSError") with
        {
            Refused = "/home/x",
            Remedy = new Dictionary<string, string> { ["HOME"] = "/tmp" },
        };

        (await RemedyAsync(error)).ShouldBe(
            "It writes to /home/x, and a function can write below /tmp only. It works with HOME=/tmp: build with --environment HOME=/tmp "
                + "(in a request: \"environment\": {\"HOME\": \"/tmp\"}), and set the same for the function."
        );
    }

    [Fact]
    public async Task What_no_variable_mends_is_told_with_what_it_writes_to() =>
        (await RemedyAsync(ProbeResults.Error("OSError") with { Refused = "<root>/pkg/cache" })).ShouldStartWith(
            "It writes to <root>/pkg/cache, and a function can write below /tmp only: ask for a version that does without"
        );

    [Fact]
    public async Task What_a_function_can_write_by_the_name_of_its_folder_is_told_as_not_tried() =>
        (await RemedyAsync(ProbeResults.Error("OSError") with { AllowedInFunction = "/tmp/x" })).ShouldStartWith(
            "It writes to /tmp/x by that name. A function can, but the probe has another folder in the place of /tmp, so it is not known"
        );

    /// <summary>The refusal may have been caught, and what is missing stops it in a function, too.</summary>
    [Theory]
    [InlineData("gone", null, "pocket does not declare what brings gone")]
    [InlineData(null, "libx.so.1", "Nothing brings libx.so.1")]
    public async Task What_is_missing_comes_before_what_was_refused(string? module, string? library, string expected) =>
        (
            await RemedyAsync(
                ProbeResults.Error("ImportError") with
                {
                    MissingModule = module,
                    MissingLibrary = library,
                    Refused = "/home/x",
                }
            )
        ).ShouldStartWith(expected);

    /// <summary>Another one wrote over one of its modules, which need not be why another module fails.</summary>
    [Theory]
    [InlineData("pocket.part.gone", null, "other has overwritten pocket.part of it: see the gate shared-files.")]
    [InlineData("gone", "pocket/part.py:1", "other has overwritten pocket.part of it: see the gate shared-files.")]
    [InlineData("gone", "pocket/__init__.py:1", "pocket does not declare what brings gone: add that distribution to the request.")]
    public async Task A_module_that_was_overwritten_explains_failures_in_it_only(string missing, string? frame, string expected)
    {
        var run = new CheckedRun().With("other", [], ("pocket/part.py", "# other")).Fails("other", "pocket.part", Missing("gone"));
        var error = Missing(missing) with { Frames = frame is null ? [] : [frame] };

        (await RemedyAsync(run, error, ("pocket/part.py", ""))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_library_that_is_not_there_is_left_to_its_gate() =>
        (await RemedyAsync(ProbeResults.Error("ImportError") with { MissingLibrary = "libx.so.1" })).ShouldBe(
            "Nothing brings libx.so.1: see the gate needed-libraries."
        );

    [Fact]
    public async Task Of_anything_else_another_version_may_help() =>
        (await RemedyAsync(ProbeResults.Error("TypeError"))).ShouldBe("Ask for another version of it, or of what it needs.");

    /// <summary>Whatever the error says: the hidden module may be its cause.</summary>
    [Fact]
    public async Task A_hidden_module_of_the_standard_library_comes_first() =>
        (await RemedyAsync(new CheckedRun().Hides("own-this", "this", early: false), Missing("imp"))).ShouldBe(
            "own-this hides the module this of the standard library, which may be why: leave it out."
        );

    private static ProbeError Missing(string module) => ProbeResults.Error("ModuleNotFoundError") with { MissingModule = module };

    private static Task<string> RemedyAsync(ProbeError error, params (string Path, string Content)[] files) =>
        RemedyAsync(new CheckedRun(), error, files);

    private static async Task<string> RemedyAsync(CheckedRun run, ProbeError error, params (string Path, string Content)[] files)
    {
        var gate = await run.With("pocket", [], [("pocket/__init__.py", ""), .. files])
            .Fails("pocket", "pocket", error)
            .AskAsync("requested", ["pocket"]);
        var start = $"pocket: import pocket fails on the untouched packages ({error.Type}: message). ";
        var line = gate.Message.Split('\n')[0];
        line.ShouldStartWith(start);
        return line[start.Length..];
    }
}
