using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using LayerPipeline.Analyzing;
using LayerPipeline.Cli.Output;
using LayerPipeline.Comparing;
using LayerPipeline.Explaining;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Reporting;

namespace LayerPipeline.Cli.Tests;

/// <summary>docs/json.md says what <c>--json</c> prints: each field, and none that is not there.</summary>
public sealed partial class JsonDocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.Find("docs/json.md"));

    public static TheoryData<string, Type> Sections { get; } =
        new()
        {
            { "Lines", typeof(OutputLine) },
            { "plan", typeof(PlanSummary) },
            { "build", typeof(BuildSummary) },
            { "verification", typeof(Verification) },
            { "rebuilt", typeof(RebuiltLayer) },
            { "analysis", typeof(LayerAnalysis) },
            { "comparison", typeof(LayerComparison) },
            { "explanation", typeof(FileExplanation) },
        };

    public static TheoryData<string, Type> Nested { get; } =
        new()
        {
            { "analysis", typeof(AnalyzedDistribution) },
            { "analysis", typeof(AnalyzedFile) },
            { "analysis", typeof(DuplicateGroup) },
            { "analysis", typeof(TierSaving) },
            { "analysis", typeof(SavingPart) },
            { "analysis", typeof(AnalyzedLibrary) },
            { "analysis", typeof(BytecodeCoverage) },
            { "comparison", typeof(ComparedLayer) },
            { "comparison", typeof(DistributionDifference) },
            { "comparison", typeof(FileDifference) },
            { "comparison", typeof(StartupDifference) },
            { "explanation", typeof(EntryDecision) },
            { "explanation", typeof(Importer) },
        };

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_section_has_a_row_for_each_field(string section, Type type) =>
        Row()
            .Matches(Section(section))
            .SelectMany(row => Names(row.Value))
            .Order(StringComparer.Ordinal)
            .ShouldBe(Fields(type).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Nested))]
    public void What_a_field_holds_is_named(string section, Type type) => Fields(type).Except(Names(Section(section))).ShouldBeEmpty();

    [Fact]
    public void Every_line_has_the_version_of_the_form_that_the_page_describes()
    {
        Page.ShouldContain($"now {new OutputLine().Schema}.");
        System
            .Text.Json.JsonSerializer.Serialize(new OutputLine { Result = "done" }, OutputJson.Default.OutputLine)
            .ShouldContain("\"schema\":1");
    }

    private static IEnumerable<string> Fields(Type type) =>
        OutputJson.Default.GetTypeInfo(type)!.Properties.Where(property => property.Get is not null).Select(property => property.Name);

    private static IEnumerable<string> Names(string text) => Quoted().Matches(text).Select(match => match.Groups["name"].Value);

    private static string Section(string name)
    {
        var start = Page.IndexOf($"## {name}\n", StringComparison.Ordinal);
        var end = Page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? Page[start..] : Page[start..end];
    }

    /// <summary>The first cell of a row.</summary>
    [GeneratedRegex(@"^\| (`[A-Za-z0-9]+`(, )?)+(?= \|)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[A-Za-z0-9]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}
