using LayerPipeline.Cli.Steps;

namespace LayerPipeline.Cli.Tests;

public sealed class WorkDoneTests
{
    [Theory]
    [InlineData(0, 10, 0, "░░░░░░░░░░░░░░░░░░░░ 0 of 10 modules")]
    [InlineData(1, 100, 2, "░░░░░░░░░░░░░░░░░░░░ 1 of 100 modules")]
    [InlineData(5, 10, 4, "██████████░░░░░░░░░░ 5 of 10 modules, 4 s left")]
    [InlineData(1200, 1600, 9.5, "███████████████░░░░░ 1,200 of 1,600 modules, 4 s left")]
    [InlineData(10, 10, 9, "████████████████████ 10 of 10 modules")]
    public void Work_is_shown_with_its_count_and_the_time_that_is_left(long done, long total, double seconds, string text) =>
        new WorkDone("modules", _ => { }).Text(done, total, TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void Of_counts_that_follow_each_other_at_once_the_first_and_the_last_are_shown()
    {
        var said = new List<string>();
        var work = new WorkDone("entries written", said.Add);

        for (var i = 1; i <= 2000; i++)
        {
            work.Take(i, 2000);
        }

        said[0].ShouldBe("░░░░░░░░░░░░░░░░░░░░ 1 of 2,000 entries written");
        said[^1].ShouldBe("████████████████████ 2,000 of 2,000 entries written");
        said.Count.ShouldBeLessThan(200);
    }

    [Fact]
    public void Two_works_at_a_time_are_shown_in_one_line()
    {
        var said = new List<string>();
        var both = new TwoTexts(said.Add);

        both.First("probing");
        both.Second("packing");
        both.First("");

        said.ShouldBe(["probing", "probing; packing", "packing"]);
    }

    [Theory]
    [InlineData("3 12", 1)]
    [InlineData("13 12", 0)]
    [InlineData("0 0", 0)]
    [InlineData("-1 5", 0)]
    [InlineData("99999999999999999999 5", 0)]
    [InlineData("a package prints this", 0)]
    [InlineData("", 0)]
    public void Only_lines_that_count_are_taken(string line, int texts)
    {
        var said = new List<string>();

        new WorkDone("modules", said.Add).Take(line);

        said.Count.ShouldBe(texts);
    }
}
