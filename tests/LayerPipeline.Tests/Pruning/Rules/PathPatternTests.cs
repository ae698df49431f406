using CsCheck;
using DotNet.Globbing;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Tests.Pruning.Rules;

public sealed class PathPatternTests
{
    private static readonly Gen<string> Part = Gen.OneOf(
        "a",
        "b",
        "tests",
        "test",
        "a.py",
        "x.h",
        ".h",
        "testsx",
        "xtests",
        "README",
        "c~"
    );
    private static readonly Gen<string> Path = Part.Array[1, 5].Select(parts => string.Join('/', parts));
    private static readonly Gen<string> Plain = Part.Array[1, 3].Select(parts => string.Join('/', parts));

    [Fact]
    public void An_ending_in_any_folder_is_matched_as_a_glob_library_matches_it() =>
        Gen.Select(Part, Path)
            .Sample((ending, path) => Agree("**/*" + ending, path, Glob.Parse("**/*" + ending).IsMatch(path)), iter: 5000);

    [Fact]
    public void A_name_in_any_folder_is_matched_as_a_glob_library_matches_it() =>
        Gen.Select(Plain, Path).Sample((name, path) => Agree("**/" + name, path, Glob.Parse("**/" + name).IsMatch(path)), iter: 5000);

    [Fact]
    public void Everything_below_a_folder_anywhere_is_matched_part_by_part() =>
        Gen.Select(Plain, Path).Sample((folder, path) => Agree($"**/{folder}/**", path, $"/{path}".Contains($"/{folder}/")), iter: 5000);

    [Fact]
    public void A_name_without_wildcards_stands_for_itself_and_everything_below_it() =>
        Gen.Select(Plain, Path)
            .Sample(
                (name, path) =>
                {
                    var expected = Glob.Parse(name).IsMatch(path) || $"{path}/".StartsWith(name + "/", StringComparison.Ordinal);
                    Agree(name, path, expected);
                },
                iter: 5000
            );

    [Fact]
    public void A_slash_at_the_end_stands_for_everything_below() =>
        Gen.Select(Plain, Path)
            .Sample((name, path) => Agree(name + "/", path, path.StartsWith(name + "/", StringComparison.Ordinal)), iter: 5000);

    [Theory]
    [InlineData("**/**", "a/b", true)]
    [InlineData("**", "a/b", true)]
    [InlineData("**/*", "a/b", true)]
    [InlineData("*", "a", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("a/*", "a/b", true)]
    [InlineData("a/*", "a/b/c", false)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "ab/c", false)]
    [InlineData("a/**/c.py", "a/c.py", true)]
    [InlineData("a/**/c.py", "a/b/b/c.py", true)]
    [InlineData("**/test_*.py", "test_a.py", true)]
    [InlineData("**/test_*.py", "a/b/test_a.py", true)]
    [InlineData("**/test_*.py", "a/test_b/c.py", false)]
    [InlineData("*.dist-info/METADATA", "a-1.dist-info/METADATA", true)]
    [InlineData("*.dist-info/METADATA", "a/b-1.dist-info/METADATA", false)]
    [InlineData("**/LICEN[CS]E*", "a/LICENSE.txt", true)]
    [InlineData("**/LICEN[CS]E*", "LICENCE", true)]
    [InlineData("**/LICEN[CS]E*", "a/license", false)]
    [InlineData("a?.py", "ab.py", true)]
    [InlineData("a?.py", "a.py", false)]
    [InlineData("**/_simd.*.so", "a/_simd.cpython-313-x86_64-linux-gnu.so", true)]
    public void Globs_mean_what_people_expect(string pattern, string path, bool expected) => Agree(pattern, path, expected);

    private static void Agree(string pattern, string path, bool expected) =>
        new PathPattern(pattern).IsMatch(path).ShouldBe(expected, $"{pattern} on {path}");
}
