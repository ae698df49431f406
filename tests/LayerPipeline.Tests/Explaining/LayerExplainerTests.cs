using LayerPipeline.Explaining;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Explaining;

public sealed class LayerExplainerTests
{
    [Theory]
    [InlineData("python/pkg/tests/needed.py")]
    [InlineData("pkg/tests/needed.py")]
    [InlineData("pkg.tests.needed")]
    public async Task A_file_is_found_by_its_path_or_its_module_and_its_importer_by_the_line(string name)
    {
        var explainer = await ExplainerAsync();

        var explanation = explainer.Explain(name);

        explanation.Decision.Action.ShouldBe(EntryAction.Kept);
        (explanation.Decision.Rule, explanation.Tier).ShouldBe(("tests", "development"));
        explanation.ImportedBy.ShouldBe([new Importer("pkg/__init__.py", 3, IsLater: false)]);
        explanation.OpenedBy.ShouldBe(["pkg"]);
        explanation.WasProbed.ShouldBeTrue();
    }

    [Fact]
    public async Task The_way_to_a_file_begins_at_one_that_no_rule_names()
    {
        var explanation = (await ExplainerAsync()).Explain("pkg/tests/deep.py");

        explanation.Chain.Select(importer => importer.ToString()).ShouldBe(["pkg/__init__.py:3", "pkg/tests/needed.py:1"]);
    }

    [Fact]
    public async Task What_was_removed_is_listed_with_its_rule()
    {
        var explainer = await ExplainerAsync();

        explainer.Removed("pkg/tests").Select(entry => (entry.Path, entry.Rule)).ShouldBe([("python/pkg/tests/test_a.py", "tests")]);
        Should
            .Throw<UnknownFileException>(() => explainer.Removed("other/**"))
            .Message.ShouldContain("matches none of the 1 files that were removed");
    }

    [Theory]
    [InlineData("pkg/needed.py", "neither a file nor a module of the packages. Files of that name: python/pkg/tests/needed.py.")]
    [InlineData("pkg/tests", "is a folder; give a file of it, or what was removed of it with --removed.")]
    public async Task What_is_not_there_is_said_with_what_is(string name, string message)
    {
        var explainer = await ExplainerAsync();

        Should.Throw<UnknownFileException>(() => explainer.Explain(name)).Message.ShouldContain(message);
    }

    private static async Task<LayerExplainer> ExplainerAsync()
    {
        TreeFile[] files =
        [
            RawRun.Plain("pkg/__init__.py", "'''from tests import needed'''\n\nfrom .tests import (\n    other,\n    needed,\n)\n"),
            RawRun.Plain("pkg/tests/needed.py", "import pkg.tests.deep\n"),
            RawRun.Plain("pkg/tests/deep.py", "x = 1"),
            RawRun.Plain("pkg/tests/test_a.py", "x = 1"),
        ];
        var baseline = new Baseline()
            .Imports("pkg/__init__.py", "pkg/tests/needed.py")
            .At("pkg/__init__.py", 3)
            .At("pkg/tests/needed.py", 1)
            .Imports("pkg/tests/needed.py", "pkg/tests/deep.py")
            .Opened("pkg", "pkg/__init__.py", "pkg/tests/needed.py", "pkg/tests/deep.py");
        var run = await RawRun.OfAsync(files, baseline);
        await run.PruneAsync();
        return await LayerExplainer.OpenAsync(run, CancellationToken.None);
    }
}
