using LayerPipeline.Checking.Gates;
using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking.Baselines;

/// <summary>A layer that behaves as its packages do is worth nothing where what was asked for does not work.</summary>
public sealed class RequestedGateTests
{
    private static readonly ProbeError Missing = ProbeResults.Error("ModuleNotFoundError") with { MissingModule = "elsewhere" };

    private static CheckedRun Pocket => new CheckedRun().With("pocket", [], ("pocket/__init__.py", ""), ("pocket/part.py", ""));

    private static Task<GateResult> AskAsync(CheckedRun run, params string[] allowBroken) =>
        run.AskAsync("requested", ["pocket"], allowBroken);

    [Fact]
    public async Task What_works_passes_without_a_message()
    {
        var gate = await AskAsync(Pocket.Works("pocket", "pocket").Works("pocket", "pocket.part"));

        gate.Status.ShouldBe(GateStatus.Pass);
        gate.Measured.ShouldBe("1 of 1 requested distribution works before pruning");
        gate.Message.ShouldBeEmpty();
        gate.Topic.ShouldBe(GateSubject.Probe);
    }

    [Theory]
    [InlineData("pocket")]
    [InlineData("POCKET")]
    public async Task The_module_with_the_distributions_name_must_work(string module)
    {
        var gate = await AskAsync(Pocket.Works("pocket", "other").Fails("pocket", "another", Missing).Fails("pocket", module, Missing));

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("0 of 1 requested distribution works before pruning");
        gate.Message.ShouldStartWith($"pocket: import {module} fails on the untouched packages (ModuleNotFoundError: message). ");
        gate.Message.Split('\n')[^1]
            .ShouldBe("If the function does without it, --allow-broken pocket (allowBroken in a request) builds the layer all the same.");
    }

    /// <summary>The probe's temporary folder has another name than a function's: that is no fault of the package.</summary>
    [Theory]
    [InlineData(true, GateStatus.Warn)]
    [InlineData(false, GateStatus.Fail)]
    public async Task What_fails_since_the_probe_has_no_such_temporary_folder_is_a_warning(bool alone, GateStatus expected)
    {
        var refused = ProbeResults.Error("OSError") with { AllowedInFunction = "/tmp/x" };
        var run = Pocket.Fails("pocket", "pocket", refused).Fails("pocket", "pocket.part", alone ? refused : Missing);

        var gate = await AskAsync(run);

        gate.Status.ShouldBe(expected);
        gate.Message.ShouldContain("It writes to /tmp/x by that name. A function can");
    }

    [Fact]
    public async Task A_name_with_a_dash_is_a_module_with_an_underscore()
    {
        var run = new CheckedRun()
            .With("old-style", [], ("old_style/__init__.py", ""))
            .Works("old-style", "other")
            .Fails("old-style", "old_style", Missing);

        (await run.AskAsync("requested", ["old-style"])).Status.ShouldBe(GateStatus.Fail);
    }

    [Theory]
    [InlineData(false, GateStatus.Fail)]
    [InlineData(true, GateStatus.Pass)]
    public async Task Of_modules_with_other_names_one_must_work(bool works, GateStatus expected)
    {
        var run = Pocket.Fails("pocket", "purse", Missing);

        (await AskAsync(works ? run.Works("pocket", "wallet") : run.Fails("pocket", "wallet", Missing))).Status.ShouldBe(expected);
    }

    /// <summary>What needs pkg_resources reads its own version with it where it runs; setuptools only builds other packages.</summary>
    [Theory]
    [InlineData("pkg_resources", GateStatus.Fail)]
    [InlineData("pkg_resources.extern", GateStatus.Fail)]
    [InlineData("setuptools", GateStatus.Pass)]
    [InlineData("an_optional_package", GateStatus.Pass)]
    public async Task A_part_may_lack_what_is_optional_but_not_what_its_kind_needs_where_it_runs(string missing, GateStatus expected)
    {
        var run = Pocket.Works("pocket", "pocket").Fails("pocket", "pocket.part", Missing with { MissingModule = missing });

        (await AskAsync(run)).Status.ShouldBe(expected);
    }

    /// <summary>Another distribution wrote over the package, of which pip says nothing; what is in it may not fit any more.</summary>
    [Theory]
    [InlineData("pocket.part", GateStatus.Warn)]
    [InlineData("wallet", GateStatus.Fail)]
    public async Task What_is_in_a_package_that_was_overwritten_may_fail_and_nothing_else(string failing, GateStatus expected)
    {
        var run = new CheckedRun()
            .With("other", [], ("pocket/__init__.py", "# other"))
            .With("pocket", [], ("pocket/__init__.py", ""), ("pocket/part.py", ""), ("wallet.py", ""))
            .Works("other", "pocket")
            .Fails("pocket", failing, Missing);

        (await AskAsync(run)).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Metadata_alone_is_no_success()
    {
        var run = new CheckedRun().With("pocket", []).With("other", [], ("other.py", "")).Works("other", "other");

        var gate = await run.AskAsync("requested", ["pocket", "other"]);

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("1 of 2 requested distributions work before pruning");
        gate.Message.ShouldStartWith("pocket: nothing of it is there but its metadata. Leave it out, or ask for a version with contents");
    }

    [Fact]
    public async Task A_name_for_other_distributions_is_a_success()
    {
        var run = new CheckedRun().With("pocket", []).With("other", ["pocket"], ("other.py", "")).Works("other", "other");

        (await AskAsync(run)).Status.ShouldBe(GateStatus.Pass);
    }

    [Fact]
    public async Task Files_that_are_no_modules_are_contents()
    {
        var run = new CheckedRun().With("pocket", [], ("pocket/list.csv", "a")).With("other", []).Works("other", "other");

        (await AskAsync(run)).Status.ShouldBe(GateStatus.Pass);
    }

    [Fact]
    public async Task Stubs_alone_are_a_warning_that_the_layer_has_nothing_of_them()
    {
        var run = new CheckedRun()
            .With("pocket", [], ("pocket-stubs/pocket.pyi", "a: int"), ("pocket-stubs/py.typed", ""))
            .With("other", [])
            .Works("other", "other");

        var gate = await AskAsync(run);

        gate.Status.ShouldBe(GateStatus.Warn);
        gate.Message.ShouldBe(
            "pocket: a function imports nothing of it, and the layer has nothing of it but its metadata (removed by stubs). "
                + "Leave it out, or keep what is needed with --keep."
        );
    }

    /// <summary>That the layer has no file of it makes no module work that did not.</summary>
    [Fact]
    public async Task A_module_that_fails_and_that_a_rule_removed_is_no_success()
    {
        var run = new CheckedRun()
            .With("pocket", [], ("tests/test_pocket.py", "import gone"))
            .With("other", [])
            .Works("other", "other")
            .Fails("pocket", "tests.test_pocket", Missing);

        (await AskAsync(run)).Status.ShouldBe(GateStatus.Fail);
    }

    [Fact]
    public async Task Stubs_that_bring_other_distributions_are_a_success()
    {
        var run = new CheckedRun()
            .With("pocket", [], ("pocket-stubs/pocket.pyi", "a: int"))
            .With("other", ["pocket"], ("other.py", ""))
            .Works("other", "other");

        (await AskAsync(run)).Status.ShouldBe(GateStatus.Pass);
    }

    [Fact]
    public async Task Stubs_beside_something_else_are_contents()
    {
        var run = new CheckedRun()
            .With("pocket", [], ("pocket-stubs/pocket.pyi", "a: int"), ("pocket/list.csv", "a"))
            .With("other", [])
            .Works("other", "other");

        (await AskAsync(run)).Status.ShouldBe(GateStatus.Pass);
    }

    [Theory]
    [InlineData("pocket")]
    [InlineData("Pocket")]
    public async Task What_may_be_broken_is_a_warning_that_still_says_what_is_wrong(string allowed)
    {
        var gate = await AskAsync(Pocket.Fails("pocket", "pocket", Missing), allowed);

        gate.Status.ShouldBe(GateStatus.Warn);
        gate.Message.ShouldStartWith("pocket: import pocket fails on the untouched packages");
        gate.Message.ShouldNotContain("--allow-broken");
    }

    [Fact]
    public async Task Only_what_is_refused_is_told_where_another_one_may_be_broken()
    {
        var run = Pocket.Fails("pocket", "pocket", Missing).With("other", [], ("other.py", "")).Fails("other", "other", Missing);

        var gate = await run.AskAsync("requested", ["pocket", "other"], "pocket");

        gate.Status.ShouldBe(GateStatus.Fail);
        gate.Measured.ShouldBe("0 of 2 requested distributions work before pruning");
        gate.Message.ShouldStartWith("other: ");
        gate.Message.ShouldEndWith("--allow-broken other (allowBroken in a request) builds the layer all the same.");
        gate.Message.ShouldNotContain("pocket");
    }

    [Fact]
    public async Task What_could_not_be_probed_is_not_judged()
    {
        var gates = await Pocket.CheckAsync(["pocket"]);

        gates.ShouldNotContain(gate => gate.Gate == "requested");
        gates.ShouldContain(gate => gate.Gate == "standard-library");
    }
}
