using CsCheck;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Rules;

public sealed class PatternListTests
{
    private static readonly Gen<string> Piece = Gen.OneOf("a", "b", "tests", ".py", "_x", "É", "*", "?", "[ab]", "~", "a.so", "**");
    private static readonly Gen<string> Glob = Gen.Select(
            Gen.OneOf("", "**/", "*.", "a/"),
            Piece.Array[1, 3].Array[1, 3].Select(parts => string.Join('/', parts.Select(part => Plain(string.Concat(part))))),
            Gen.OneOf("", "/", "/**", "*")
        )
        .Select((start, middle, end) => start + middle + end);
    private static readonly Gen<string> Path = Gen.OneOf("a", "b", "tests", "a.py", "b.py", "_x", "É", "a~", "a.so", "axb", "b_x.py")
        .Array[1, 4]
        .Select(parts => string.Join('/', parts));

    [Fact]
    public void A_list_finds_what_each_of_its_patterns_finds_in_their_order() =>
        Gen.Select(Glob.Array[0, 150], Path)
            .Sample(
                (globs, path) =>
                {
                    var patterns = globs.Select(glob => new PathPattern(glob)).ToList();

                    Found(patterns.Cast<PathPattern?>(), path)
                        .ShouldBe(patterns.Index().Where(each => each.Item.IsMatch(path)).Select(each => each.Index));
                },
                iter: 3000
            );

    [Fact]
    public void What_has_no_pattern_goes_with_every_path() => Found([null, new PathPattern("b"), null], "a/c").ShouldBe([0, 2]);

    [Fact]
    public void Nothing_is_found_in_an_empty_list() => Found([], "a").ShouldBeEmpty();

    [Fact]
    public void Shipped_rules_speak_for_each_example_as_one_pattern_after_the_other_does()
    {
        var patterns = RuleSet
            .Shipped.Rules.SelectMany(rule => rule.Patterns)
            .Where(text => !text.Contains('{'))
            .Select(text => new PathPattern(text))
            .ToList();
        foreach (var path in RuleExamples.All.Values.SelectMany(examples => examples.Goes.Concat(examples.Stays)))
        {
            Found(patterns, path).ShouldBe(patterns.Index().Where(each => each.Item.IsMatch(path)).Select(each => each.Index), path);
        }
    }

    private static List<int> Found(IEnumerable<PathPattern?> patterns, string path)
    {
        var found = new List<int>();
        foreach (var place in new PatternList<int>(patterns.Select((pattern, i) => (i, pattern))).Of(path))
        {
            found.Add(place);
        }

        return found;
    }

    /// <summary>Two stars mean folders only where they are a part by themselves.</summary>
    private static string Plain(string part) => part == "**" ? part : part.Replace("**", "*", StringComparison.Ordinal);
}
