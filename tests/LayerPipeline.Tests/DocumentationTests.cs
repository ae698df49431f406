using System.Text.Json;
using System.Text.RegularExpressions;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests;

/// <summary>What the documentation points to exists.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Written = ["bin", "obj", ".git", "TestResults", "node_modules"];

    public static TheoryData<string> Pages => [.. Find(new DirectoryInfo(Repository.Root))];

    [Fact]
    public void The_pages_of_the_documentation_are_found() =>
        new[] { "README.md", "CONTRIBUTING.md", "docs/architecture.md" }.ShouldBeSubsetOf(Find(new DirectoryInfo(Repository.Root)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_relative_link_leads_to_a_file_and_its_heading(string page) =>
        Link()
            .Matches(Text(page))
            .Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal) && !Leads(page, target))
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_path_in_the_text_exists(string page) =>
        Quoted()
            .Matches(Text(page))
            .Select(match => match.Groups["path"].Value)
            .Where(path => !Exists(path) && !Exists("src/LayerPipeline/" + path))
            .ShouldBeEmpty();

    [Fact]
    public void The_rooms_of_the_domain_are_listed_in_their_order() =>
        Row()
            .Matches(Section(Text("docs/architecture.md"), "## Rooms"))
            .Select(match => match.Groups["room"].Value.Replace('/', '.'))
            .Skip(1)
            .ShouldBe(RoomTests.Domain);

    [Fact]
    public void The_rules_of_the_tier_data_are_listed_in_their_order_with_what_stops_working()
    {
        var rows = DataRow().Matches(Text("docs/budget.md")).Select(match => (match.Groups["rule"].Value, match.Groups["breaks"].Value));

        rows.ShouldBe(RuleSet.Shipped.Data.Select(rule => (rule.Rule.Id, rule.Rule.Breaks!)));
    }

    [Fact]
    public void Every_field_of_a_request_is_a_row_of_the_README()
    {
        using var schema = JsonDocument.Parse(Text("schemas/request.schema.json"));
        var rows = Field().Matches(Section(Text("README.md"), "## The request")).Select(match => match.Groups["field"].Value).Distinct();

        schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name).ShouldBe(rows, ignoreOrder: true);
    }

    /// <summary>One page: what is longer belongs in docs/.</summary>
    [Fact]
    public void The_README_has_at_most_1400_words() =>
        Text("README.md").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThanOrEqualTo(1400);

    [Theory]
    [InlineData("[a](nowhere.md)")]
    [InlineData("[a](README.md#no-such-heading)")]
    public void A_link_to_nothing_is_found(string text) => Leads("README.md", Link().Match(text).Groups["target"].Value).ShouldBeFalse();

    private static IEnumerable<string> Find(DirectoryInfo folder) =>
        folder
            .EnumerateFiles("*.md")
            .Select(file => Path.GetRelativePath(Repository.Root, file.FullName))
            .Concat(folder.EnumerateDirectories().Where(child => !Written.Contains(child.Name)).SelectMany(Find));

    private static string Text(string page) => File.ReadAllText(Repository.Find(page));

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        return Exists(path)
            && (parts.Length == 1 || Heading().Matches(Text(path)).Any(match => Anchor(match.Groups["title"].Value) == parts[1]));
    }

    private static bool Exists(string path) => Path.Exists(Repository.Find(path));

    /// <summary>As GitHub makes it.</summary>
    private static string Anchor(string title) => NotInAnchors().Replace(title.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static string Section(string text, string heading)
    {
        var rest = text[(text.IndexOf(heading + "\n", StringComparison.Ordinal) + heading.Length)..];
        return rest[..rest.IndexOf("\n## ", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NotInAnchors();

    /// <summary>A path in backquotes; names in capitals and patterns stand for others.</summary>
    [GeneratedRegex(
        @"`(?<path>(src|tests|docs|build|schemas|examples|Foundation|Formats|Planning|Probing|Pruning|Checking|Judging|Recording)/(?![^`]*([A-Z]{4}|[*\s]))[^`]+)`",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Quoted();

    [GeneratedRegex(
        @"^\| `(?<rule>[a-z0-9-]+)`( \(names\))? \| .+ \| (?<breaks>.+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex DataRow();

    [GeneratedRegex(@"^\| `(?<field>[A-Za-z]+)[`.]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Field();

    [GeneratedRegex(@"^\| (?<room>[A-Za-z/]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();
}
