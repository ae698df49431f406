using System.Text;
using LayerPipeline.Formats.Contents;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning.Rules;

public sealed class RuleSetTests
{
    private static readonly RuleSet Rules = RuleSet.Shipped;

    public static TheoryData<string> Ids => [.. Rules.Rules.Where(rule => rule.Breaks is null).Select(rule => rule.Id)];

    public static TheoryData<string> DataIds => [.. Rules.Data.Select(rule => rule.Rule.Id)];

    [Fact]
    public void Each_rule_has_a_name_of_its_own_a_tier_patterns_or_kinds_a_reason_and_a_source()
    {
        Rules.Rules.Select(rule => rule.Id).ShouldBeUnique();
        Rules.Rules.SelectMany(rule => rule.Patterns).ShouldBeUnique();
        foreach (var rule in Rules.Rules)
        {
            rule.Id.ShouldMatch("^[a-z][a-z0-9-]+$");
            Tier.Find(rule.Tier!).ShouldNotBeNull(rule.Id);
            (rule.Patterns.Count + rule.Kinds.Count).ShouldBeGreaterThan(0, rule.Id);
            rule.Reason.Length.ShouldBeGreaterThan(10, rule.Id);
            Uri.TryCreate(rule.Source, UriKind.Absolute, out var source).ShouldBeTrue(rule.Id);
            source!.Scheme.ShouldBe("https", rule.Id);
        }
    }

    [Fact]
    public void Rules_for_libraries_that_serve_GPUs_go_by_patterns_alone()
    {
        using var stream = typeof(RuleSet).Assembly.GetManifestResourceStream("gpu-rules.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);

        var rules = RuleSet.Parse(bytes.ToArray()).Rules;

        rules.ShouldNotBeEmpty();
        rules.ShouldAllBe(rule => rule.Patterns.Count > 0 && rule.Kinds.Count + rule.NotKinds.Count == 0);
    }

    [Fact]
    public void Rules_stand_in_the_order_of_their_tiers() =>
        Rules.Rules.Select(rule => Tier.Find(rule.Tier!)!.Order).ShouldBeInOrder(SortDirection.Ascending);

    [Fact]
    public void Each_rule_has_examples() =>
        RuleExamples.All.Keys.Concat(DataRuleExamples.All.Keys).ShouldBe(Rules.Rules.Select(rule => rule.Id), ignoreOrder: true);

    [Fact]
    public void There_are_rules_for_optional_parts_and_each_says_what_stops_working_in_words()
    {
        Rules.Data.Count.ShouldBeGreaterThanOrEqualTo(20);
        Rules.Data.ShouldAllBe(rule => rule.Rule.Breaks!.Length > 10 && !rule.Rule.Breaks.EndsWith('.'));
        Rules.Data.ShouldAllBe(rule => rule.TakesNames || rule.Rule.Always.Count == 0);
        Rules.Data.ShouldAllBe(rule => rule.Rule.Patterns.All(pattern => !pattern.StartsWith('*')), "each is for one known package");
    }

    [Theory]
    [MemberData(nameof(DataIds))]
    public void A_rule_for_an_optional_part_takes_its_examples_by_each_pattern_and_nothing_like_them(string id)
    {
        var rule = Rules.Data.Single(rule => rule.Rule.Id == id);
        var (goes, stays) = DataRuleExamples.All[id];

        goes.Select(Parts).Where(example => !rule.IsMatch(example.Path, out var name) || name != example.Name).ShouldBeEmpty();
        stays.Where(path => rule.IsMatch(path, out _)).ShouldBeEmpty();
        rule.Rule.Patterns.Where(pattern => !goes.Any(example => new NamedPattern(pattern).IsMatch(Parts(example).Path, out _)))
            .ShouldBeEmpty();
        goes.Select(example => Rules.MatchData(Parts(example).Path, out _)?.Rule.Id).ShouldAllBe(first => first != null);
    }

    /// <summary>An example may end with <c>=NAME</c>, the name that is read out of it.</summary>
    private static (string Path, string? Name) Parts(string example) =>
        example.Split('=') is [var path, var name] ? (path, name) : (example, null);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_removes_its_examples_and_nothing_like_them(string id)
    {
        var (goes, stays) = RuleExamples.All[id];

        goes.Select(path => $"{path}: {Proposal(path)}").ShouldBe(goes.Select(path => $"{path}: {id}"));
        stays.Select(path => $"{path}: {Proposal(path)}").ShouldBe(stays.Select(path => $"{path}: "));
    }

    [Theory]
    [InlineData("a-1.dist-info/METADATA")]
    [InlineData("a-1.dist-info/RECORD")]
    [InlineData("a-1.dist-info/WHEEL")]
    [InlineData("a-1.dist-info/entry_points.txt")]
    [InlineData("a-1.dist-info/top_level.txt")]
    [InlineData("a-1.dist-info/licenses/docs/LICENSE.c")]
    [InlineData("a-1.dist-info/sboms/a.cdx.json")]
    [InlineData("a-1.dist-info/LICENSE")]
    [InlineData("a-1.dist-info/LICENCE.md")]
    [InlineData("a/tests/data/LICENSE.txt")]
    [InlineData("a/docs/COPYING")]
    [InlineData("a/examples/NOTICE")]
    [InlineData("a/include/license.h")]
    [InlineData("a-1.dist-info/AUTHORS.rst")]
    public void Metadata_and_licences_are_protected(string path)
    {
        Rules.Protection(path).ShouldNotBeNull();
        Decisions.Of([path]).Kept().ShouldBe([path]);
    }

    [Fact]
    public void No_rule_reaches_into_dist_info_but_for_the_installers_notes()
    {
        string[] names = ["METADATA", "RECORD", "WHEEL", "entry_points.txt", "top_level.txt", "INSTALLER", "REQUESTED", "direct_url.json"];

        names.Where(name => Proposal($"a-1.dist-info/{name}").Length > 0).ShouldBe(["INSTALLER", "REQUESTED", "direct_url.json"]);
    }

    [Fact]
    public void A_lower_tier_leaves_what_a_higher_one_removes()
    {
        Rules.Match("a/tests/b.py", Tier.Residue).ShouldBeNull();
        Rules.Match("a/tests/__pycache__/b.pyc", Tier.Residue)!.Id.ShouldBe("bytecode");
        Rules.Match("a/tests/b.py", Tier.Development)!.Id.ShouldBe("tests");
        Rules.MatchGpu("a/libnccl.so.2", Tier.Development).ShouldBeNull();
        Rules.Match("a/b.exe", Tier.Development, FileKind.Foreign).ShouldBeNull();
    }

    [Fact]
    public void The_version_follows_the_text()
    {
        Rules.Version.ShouldMatch("^[0-9a-f]{16}$");
        Parse("""{"rules": [], "protected": []}""").Version.ShouldNotBe(Parse("""{"rules": [], "protected":  []}""").Version);
    }

    [Theory]
    [InlineData("""{"rules": [{"id": "x", "tier": "heaven", "patterns": [], "reason": "", "source": ""}], "protected": []}""", "heaven")]
    [InlineData("""{"rules": [{"id": "x", "patterns": [], "reason": "", "source": ""}], "protected": []}""", "residue")]
    [InlineData(
        """{"rules": [{"id": "x", "tier": "kernels", "patterns": [], "reason": "", "source": ""}], "protected": []}""",
        "residue, development"
    )]
    [InlineData(
        """{"rules": [{"id": "x", "tier": "unused", "patterns": [], "reason": "", "source": ""}], "protected": []}""",
        "one of: residue, development, trim, data."
    )]
    [InlineData(
        """{"rules": [{"id": "x", "tier": "data", "patterns": [], "reason": "", "source": ""}], "protected": []}""",
        "does not say what stops working"
    )]
    [InlineData("""{"rules": [{"id": "x", "tier": "residue"}], "protected": []}""", "patterns")]
    [InlineData("""{"rules": []}""", "protected")]
    [InlineData("null", "empty")]
    [InlineData("[", "can't be read")]
    public void Rules_that_are_wrong_are_refused_by_name(string json, string words) =>
        Should.Throw<RunFileException>(() => Parse(json)).Message.ShouldContain(words, Case.Sensitive);

    /// <summary>A path may end with what the file is: <c>=Object</c>.</summary>
    private static string Proposal(string path)
    {
        var parts = path.Split('=');
        var kind = parts.Length > 1 ? Enum.Parse<FileKind>(parts[1]) : FileKind.Other;
        var gpu = kind == FileKind.Library ? Rules.MatchGpu(parts[0], Tier.Trim) : null;
        return (Rules.Match(parts[0], Tier.Trim, kind) ?? gpu)?.Id ?? "";
    }

    private static RuleSet Parse(string json) => RuleSet.Parse(Encoding.UTF8.GetBytes(json));
}
