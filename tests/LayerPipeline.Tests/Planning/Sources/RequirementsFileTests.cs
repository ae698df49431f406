using CsCheck;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

public sealed class RequirementsFileTests
{
    private static readonly string Zeros = new('0', 64);

    [Fact]
    public void Comments_blank_lines_and_continued_lines_are_read_as_pip_reads_them()
    {
        const string Text = "\uFEFF# top\r\n\r\nnumpy==1.26.4  # pinned\r\npandas >= 2, \\\r\n    < 4\r\n  scipy\t\r\n# end \\\r\nsix";

        var lines = Parse(Text);

        lines.Select(line => line.Requirement.ToString()).ShouldBe(["numpy==1.26.4", "pandas<4,>=2", "scipy", "six"]);
        lines
            .Select(line => line.Field)
            .ShouldBe(["requirements, line 3", "requirements, line 4", "requirements, line 6", "requirements, line 8"]);
    }

    [Fact]
    public void Hashes_follow_their_requirement_over_several_lines()
    {
        var text = $"six==1.16.0 \\\n  --hash=sha256:{Zeros.Replace('0', 'B')} \\\n  --hash sha256:{Zeros}\n";

        var line = Parse(text).ShouldHaveSingleItem();

        line.ToLine().ShouldBe($"six==1.16.0 --hash=sha256:{Zeros} --hash=sha256:{Zeros.Replace('0', 'b')}");
    }

    [Theory]
    [InlineData("-r base.txt", "put that file's lines here")]
    [InlineData("--requirement=base.txt", "put that file's lines here")]
    [InlineData("-c constraints.txt", "command line as -c")]
    [InlineData("-e .", "build a wheel of it")]
    [InlineData("--index-url https://user:secret@example.org/simple", "set the index on the command line")]
    [InlineData("-i https://example.org/simple", "set the index on the command line")]
    [InlineData("--find-links wheels", "set the index on the command line")]
    [InlineData("--no-binary :all:", "allowBuild")]
    [InlineData("--pre", "allow a version before its release")]
    [InlineData("https://example.org/numpy-1-py3-none-any.whl", "is a URL")]
    [InlineData("numpy @ https://example.org/numpy-1-py3-none-any.whl", "is a URL")]
    [InlineData("numpy @ file:///tmp/numpy", "is a URL")]
    [InlineData("git+https://example.org/x.git#egg=x", "version control")]
    [InlineData("x @ git+ssh://git@example.org/x.git", "version control")]
    [InlineData("./local", "is a path")]
    [InlineData("../local", "is a path")]
    [InlineData("/abs/local", "is a path")]
    [InlineData("C:\\local", "is a path")]
    [InlineData("folder/package", "is a path")]
    [InlineData("numpy-1-py3-none-any.whl", "is a path")]
    [InlineData("numpy==${VERSION}", "environment variable")]
    [InlineData("--only-binary :all:", "omit it: wheels are taken")]
    [InlineData("numpy --global-option=x", "only --hash=sha256:... may follow")]
    [InlineData("numpy --hash=md5:abc", "sha256: and 64 hexadecimal digits")]
    [InlineData("numpy --hash=sha256:abc", "sha256: and 64 hexadecimal digits")]
    [InlineData("numpy==", "a version after ==")]
    [InlineData("numpy = 1", "a version (such as >=2)")]
    public void A_line_that_is_no_requirement_is_refused_with_its_number_and_advice(string line, string advice)
    {
        var exception = Should.Throw<InvalidRequestException>(() => Parse("six\n\n" + line + "\n"));

        exception.Field.ShouldBe("requirements, line 3");
        exception.Message.ShouldContain(advice);
        exception.Message.ShouldNotContain("secret", Case.Sensitive);
    }

    [Fact]
    public void Any_text_is_read_or_refused() =>
        Gen.String[Gen.Char["ab-=#\\\n\r \t;[]1.<>,:/@${}'\"h"], 0, 80]
            .Sample(
                text =>
                {
                    try
                    {
                        Parse(text).ShouldAllBe(line => line.Requirement.Name.Length > 0);
                    }
                    catch (InvalidRequestException exception)
                    {
                        exception.Field.ShouldStartWith("requirements, line ");
                    }
                },
                iter: 20_000
            );

    private static IReadOnlyList<RequestedDistribution> Parse(string text) =>
        new RequirementsReader(files: null).Read(SourceFile.Inline(text)).For(Sourcing.Target()).Requirements;
}
