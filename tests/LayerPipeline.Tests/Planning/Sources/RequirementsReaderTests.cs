using System.Text;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Planning.Sources;

public sealed class RequirementsReaderTests
{
    [Fact]
    public void Files_three_deep_are_found_beside_the_file_that_names_them()
    {
        var files = new MemoryFiles
        {
            ["all.txt"] = "-r parts/web.txt\nnumpy\n",
            ["parts/web.txt"] = "--requirement=deep/base.txt\n-c ../limits.txt\nflask\n",
            ["parts/deep/base.txt"] = "-rlast.txt\nsix\n",
            ["parts/deep/last.txt"] = "attrs; python_version < '3'\nidna\n",
            ["limits.txt"] = "six<2\nidna<4; python_version < '3'\n",
        };

        var plan = Sourcing.Plan(files, "all.txt");

        plan.Pins().ShouldBe(["flask", "idna", "numpy", "six"]);
        plan.ConstraintsText.ShouldBe("six<2\n");
        var source = plan.Sources.ShouldHaveSingleItem();
        source.Files.Select(file => file.Name).ShouldBe(["parts/web.txt", "parts/deep/base.txt", "parts/deep/last.txt", "limits.txt"]);
        source.Skipped.Select(skipped => skipped.Where).ShouldBe(["parts/deep/last.txt, line 1", "limits.txt, line 2"]);
    }

    [Fact]
    public void A_circle_is_shown()
    {
        var files = new MemoryFiles
        {
            ["a.txt"] = "six\n-r b/b.txt\n",
            ["b/b.txt"] = "-c ../c.txt\n",
            ["c.txt"] = "\n-r b/b.txt\n",
        };

        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan(files, "a.txt"))
            .Message.ShouldBe(
                "c.txt, line 2: 'b/b.txt' goes in a circle: b/b.txt -> c.txt -> b/b.txt; remove one of the lines that close it"
            );
    }

    [Fact]
    public void A_file_that_two_others_name_is_no_circle()
    {
        var files = new MemoryFiles
        {
            ["a.txt"] = "-r b.txt\n-r c.txt\n",
            ["b.txt"] = "-r d.txt\n",
            ["c.txt"] = "-r d.txt\n",
            ["d.txt"] = "six\n",
        };

        Sourcing.Plan(files, "a.txt").Pins().ShouldBe(["six"]);
    }

    [Fact]
    public void Files_that_multiply_each_other_end_at_a_limit()
    {
        var files = new MemoryFiles();
        foreach (var level in Enumerable.Range(0, 30))
        {
            files[$"{level}.txt"] = $"-r {level + 1}.txt\n-r {level + 1}.txt\n";
        }

        files["30.txt"] = "six\n";

        Should.Throw<InvalidRequestException>(() => Sourcing.Plan(files, "0.txt")).Message.ShouldContain("the limit");
    }

    [Fact]
    public void Options_are_for_pip_in_order_and_a_variable_stays_as_it_is()
    {
        var files = new MemoryFiles
        {
            ["a.txt"] =
                "--index-url https://user:${TOKEN}@example.org/simple --pre\n-f 'my wheels'\n--extra-index-url=https://e.org/s\n--only-binary :all:\n"
                + "--trusted-host e.org\n--no-index\nsix\n",
        };

        var sources = RequestSources.Read([files.File("a.txt")], files);
        var plan = new Planner().Plan(new LayerRequest(), sources, Sourcing.Today)[0];

        sources
            .PipLines(wheelsOnly: true)
            .ShouldBe([
                "--index-url https://user:${TOKEN}@example.org/simple",
                "--pre",
                "--find-links '/my wheels'",
                "--extra-index-url https://e.org/s",
                "--only-binary :all:",
                "--trusted-host e.org",
                "--no-index",
            ]);
        sources.ShownOptions[0].ShouldBe("--index-url https://****@example.org/simple");
        System.Text.Json.JsonSerializer.Serialize(plan, PlanningJson.Default.BuildPlan).ShouldNotContain("TOKEN");
    }

    [Fact]
    public void Compiling_needs_the_requests_permission()
    {
        const string Text = "--no-binary six\nsix\n";

        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("a.txt", Text)).Message.ShouldContain("--allow-build");
        Sourcing.Plan("a.txt", Text, new LayerRequest { AllowBuild = true }).Pins().ShouldBe(["six"]);
    }

    [Theory]
    [InlineData("--require-hashes\nsix==1\n", "a.txt, line 2: 'six==1' has no hash, but --require-hashes demands one")]
    [InlineData("-e .\n", "a.txt, line 1: '-e' is a pip option, not a package; leave it out if it is the project itself")]
    [InlineData("six\nfile:///x.whl\n", "a.txt, line 2: 'file:///x.whl' is a URL; only names")]
    [InlineData("--pre=yes\n", "a.txt, line 1: '--pre' has a value, and takes none")]
    [InlineData("--index-url\n", "'--index-url' ends where its value is expected")]
    [InlineData("--find-links 'x\n", "has a quotation mark that is never closed")]
    [InlineData("-r https://example.org/r.txt\n", "is a URL; only files are read")]
    [InlineData("-r ${HOME}/r.txt\n", "contains an environment variable")]
    [InlineData("six\n-c c.txt\n", "c.txt, line 1: 'six[x]<2' is a constraint with extras, which pip does not take; remove [x]")]
    [InlineData("--use-feature=x\n", "is a pip option, not a package; omit it")]
    public void A_line_that_is_not_taken_says_what_to_do(string text, string problem) =>
        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan(new MemoryFiles { ["a.txt"] = text, ["c.txt"] = "six[x]<2\n" }, "a.txt"))
            .Message.ShouldContain(problem);

    [Fact]
    public void A_marker_as_long_as_exporters_write_them_is_read()
    {
        var marker = string.Join(
            " or ",
            Enumerable.Range(8, 40).Select(minor => $"(python_full_version >= '3.{minor}' and os_name == 'posix')")
        );

        marker.Length.ShouldBeGreaterThan(2_000);
        Sourcing.Plan("a.txt", $"six==1; {marker}\n").Pins().ShouldBe(["six==1"]);
    }

    [Fact]
    public void Hashes_of_one_name_are_intersected()
    {
        var both = $"six==1 --hash={Sourcing.Hash('a')} --hash={Sourcing.Hash('b')}\n";

        Sourcing
            .Plan("a.txt", both + $"six==1 --hash={Sourcing.Hash('b')}\n")
            .RequirementsText.ShouldBe($"six==1 --hash={Sourcing.Hash('b')}\n");
        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan("a.txt", both + $"six==1 --hash={Sourcing.Hash('c')}\n"))
            .Message.ShouldContain("exclude each other");
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("# Größe\r\nsix>=1, \\\r\n  <2\r\n")];

        Sourcing.Plan("a.txt", bytes).Pins().ShouldBe(["six<2,>=1"]);
    }

    [Fact]
    public void A_coding_line_tells_it_too_and_without_one_it_is_UTF_8()
    {
        byte[] latin = [.. Encoding.Latin1.GetBytes("# -*- coding: latin-1 -*-\n# Größe\nsix\n")];

        Sourcing.Plan("a.txt", latin).Pins().ShouldBe(["six"]);
        Should
            .Throw<InvalidRequestException>(() => Sourcing.Plan("a.txt", Encoding.Latin1.GetBytes("six\n# Größe\n")))
            .Message.ShouldBe("a.txt, line 2, column 5: is not text in utf-8; save the file as UTF-8");
    }

    [Fact]
    public void Two_thousand_lines_with_three_megabytes_of_hashes_are_read_in_a_few_seconds()
    {
        var text = new StringBuilder();
        foreach (var number in Enumerable.Range(0, 2_000))
        {
            text.Append($"package{number}==1.0 \\\n");
            foreach (var hash in Enumerable.Range(0, 20))
            {
                text.Append($"    --hash=sha256:{number:x32}{hash:x32}{(hash == 19 ? "\n" : " \\\n")}");
            }
        }

        text.Length.ShouldBeGreaterThan(3_000_000);

        ThreadClock.Time(() => Sourcing.Plan("a.txt", text.ToString()).Pins().Count.ShouldBe(2_000)).ShouldBeLessThan(5);
    }

    [Fact]
    public void More_than_eight_megabytes_are_not_read() =>
        Should.Throw<InvalidRequestException>(() => Sourcing.Plan("a.txt", new byte[8_388_609])).Message.ShouldContain("at most 8,388,608");
}
