using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Tests.Reporting.Tables;

/// <summary>Names, licences and reasons are foreign; whatever they hold, a page shows it as text.</summary>
public sealed class HostileTextTests
{
    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "![x](http://example.org/x.png)",
        "a | b\n| c",
        "`code`",
        "@everyone #1",
        "**bold** _under_",
        "name\u202Egnp.exe",
        "\u001b[2J",
        "https://example.org/?a=b-c.d",
        "www.example.org",
        "1. one",
        "- two",
    ];

    [Fact]
    public void Markdown_shows_them_as_text_in_one_cell_each()
    {
        var section = TextSection.Of("Files", [new TextColumn("File")], Hostile, 50, text => [text], Hostile);

        var page = MarkdownPage.Write("Layer <b>", [section]);

        page.ShouldAllBe(character => character == '\n' || !char.IsControl(character));
        page.ShouldNotContain("<script>");
        page.ShouldNotContain("](");
        page.ShouldNotContain("://");
        page.ShouldNotContain('\u202E');
        page.ShouldNotContain('`');
        page.ShouldNotContain('@');
        page.ShouldNotContain("www.");
        page.ShouldNotContain("\n1.");
        page.ShouldNotContain("\n- ");
        page.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)).ShouldBe(2 + Hostile.Length);
    }

    [Fact]
    public void Ten_megabytes_become_one_short_cell()
    {
        var section = TextSection.Of("Licences", [new TextColumn("Licence")], [new string('x', 10_000_000)], 1, text => [text]);

        section.Rows[0][0].Length.ShouldBeLessThan(200);
    }

    [Fact]
    public void What_is_not_shown_is_counted() =>
        TextSection
            .Of("Files", [new TextColumn("File")], Enumerable.Range(0, 30).ToList(), 10, number => [$"{number}"])
            .Notes.ShouldBe(["20 more are in the output of --json."]);
}
