using CsCheck;
using LayerPipeline.Formats.Packaging;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Formats.Packaging;

public sealed class RequirementTests
{
    private const string Letters = "abcXYZ019-_.[](),;=<>!~@ \t'\"*+#andorextrapython_version\\/:$\u00e9\0";

    [Theory]
    [InlineData("numpy", "numpy")]
    [InlineData("  NumPy ", "numpy")]
    [InlineData("ruamel.yaml", "ruamel-yaml")]
    [InlineData("A", "a")]
    [InlineData("pandas >= 2", "pandas>=2")]
    [InlineData("pandas>=2,<4", "pandas<4,>=2")]
    [InlineData("pandas (>=2, <4)", "pandas<4,>=2")]
    [InlineData("pandas>=2,>=2,", "pandas>=2")]
    [InlineData("pandas[Excel, perf_tools]==2.*", "pandas[excel,perf-tools]==2.*")]
    [InlineData("x[]", "x")]
    [InlineData("x~=1.4.2", "x~=1.4.2")]
    [InlineData("x==1.0-Alpha.1", "x==1.0a1")]
    [InlineData("x==v2!1.0.post1+ubuntu-1", "x==2!1.0.post1+ubuntu.1")]
    [InlineData("x===anything-goes", "x===anything-goes")]
    [InlineData("x!=1.5.*", "x!=1.5.*")]
    [InlineData("tomli; python_version<'3.11'", "tomli; python_version < \"3.11\"")]
    [InlineData(
        "x>1;(os_name=='posix' or os_name==\"nt\") and extra=='a'",
        "x>1; (os_name == \"posix\" or os_name == \"nt\") and extra == \"a\""
    )]
    [InlineData("x; python_implementation == 'CPython'", "x; platform_python_implementation == \"CPython\"")]
    [InlineData("x; 'linux' in sys_platform", "x; \"linux\" in sys_platform")]
    [InlineData("x; sys_platform not  in 'win32'", "x; sys_platform not in \"win32\"")]
    public void A_requirement_has_one_normal_form(string text, string normal)
    {
        Requirement.Parse(text).ToString().ShouldBe(normal);
        Requirement.Parse(normal).ToString().ShouldBe(normal);
    }

    [Theory]
    [InlineData("", "a package's name")]
    [InlineData("-x", "must begin and end")]
    [InlineData("x-", "must begin and end")]
    [InlineData("x=1", "a version (such as >=2)")]
    [InlineData("x==", "a version after ==")]
    [InlineData("x==1 2", "a version (such as >=2)")]
    [InlineData("x==abc", "not a PEP 440 version")]
    [InlineData("x==1.*.2", "not a PEP 440 version")]
    [InlineData("x>=1.*", "not a PEP 440 version")]
    [InlineData("x~=1", "two numbers or more")]
    [InlineData("x>1+local", "only == and != take one")]
    [InlineData("x==1a1.*", "must be a release")]
    [InlineData("x[a", "',' or ']'")]
    [InlineData("x[a b]", "',' or ']'")]
    [InlineData("x(>=1", "')'")]
    [InlineData("numpy pandas", "a version (such as >=2)")]
    [InlineData("x @ https://example.org/x.whl", "refers to a URL")]
    [InlineData("x;", "a variable such as python_version")]
    [InlineData("x; python_versio < '3'", "did you mean 'python_version'?")]
    [InlineData("x; python_version < 3.11", "unknown variable '3.11'")]
    [InlineData("x; python_version < '3", "a closing quote")]
    [InlineData("x; '3' < '4'", "one side must be a variable")]
    [InlineData("x; os_name == 'nt' and", "a variable such as python_version")]
    [InlineData("x; os_name == 'nt' xor os_name == 'a'", "'and', 'or' or the end")]
    [InlineData("x; os_name is 'nt'", "an operator such as")]
    [InlineData("x==1234567890123456789", "not a PEP 440 version")]
    [InlineData("naïve", "a version (such as >=2)")]
    public void What_is_no_requirement_is_refused_with_what_is_expected(string text, string problem) =>
        Should.Throw<InvalidRequirementException>(() => Requirement.Parse(text)).Message.ShouldContain(problem);

    [Fact]
    public void Parentheses_without_end_do_not_exhaust_the_stack() =>
        Should
            .Throw<InvalidRequirementException>(() => Requirement.Parse("x; " + new string('(', 900)))
            .Message.ShouldContain("nested deeper than 32");

    [Fact]
    public void A_requirement_of_a_thousand_characters_is_too_long() =>
        Should.Throw<InvalidRequirementException>(() => Requirement.Parse(new string('x', 20_001))).Message.ShouldContain("at most 20000");

    [Fact]
    public void Any_text_is_a_requirement_or_is_refused() =>
        Gen.String[Gen.Char[Letters], 0, 60]
            .Sample(
                text =>
                {
                    try
                    {
                        var normal = Requirement.Parse(text).ToString();
                        Requirement.Parse(normal).ToString().ShouldBe(normal);
                    }
                    catch (InvalidRequirementException exception)
                    {
                        exception.Message.ShouldNotBeEmpty();
                    }
                },
                iter: 20_000
            );

    [Fact]
    public void A_requirement_made_of_parts_comes_back_whole() =>
        Parts()
            .Sample(
                parts =>
                {
                    var requirement = Requirement.Parse(parts.Text);
                    requirement.Name.ShouldBe(parts.Name);
                    requirement.Versions.Count.ShouldBe(parts.Versions);
                    Requirement.Parse(requirement.ToString()).ToString().ShouldBe(requirement.ToString());
                },
                iter: 2_000
            );

    private static Gen<(string Text, string Name, int Versions)> Parts()
    {
        var operators = Gen.OneOf("==", "!=", "<=", ">=", "<", ">", "~=", "===");
        var clause = Gen.Select(operators, Gen.Int[0, 99], Gen.Int[0, 99], (op, major, minor) => $"{op}{major}.{minor}");
        var space = Gen.OneOf("", " ", "\t ");
        return Gen.Select(
            Gen.OneOf("numpy", "Ruamel.Yaml", "a-b_c.d", "x1"),
            clause.Array[0, 5],
            Gen.OneOf("", "; python_version >= \"3.10\"", ";extra=='x' or (os_name != 'nt' and os_name!='a')"),
            space,
            (name, clauses, marker, gap) =>
                (name + gap + string.Join(gap + "," + gap, clauses) + gap + marker, name, clauses.Distinct(StringComparer.Ordinal).Count())
        );
    }
}
