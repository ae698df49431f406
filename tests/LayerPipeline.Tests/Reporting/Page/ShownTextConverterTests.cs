using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Tests.Reporting.Page;

public sealed class ShownTextConverterTests
{
    [Theory]
    [InlineData("scipy/stats/__init__.py", "scipy/stats/__init__.py")]
    [InlineData("größe/日本.py", "größe/日本.py")]
    [InlineData("one\ntwo\tthree", "one\ntwo\tthree")]
    [InlineData("a\u0007b", "a⟨U+0007⟩b")]
    [InlineData("\u202Egnp.exe", "⟨U+202E⟩gnp.exe")]
    [InlineData("zero\u200Bwidth", "zero⟨U+200B⟩width")]
    [InlineData("line\u2028end", "line⟨U+2028⟩end")]
    public void What_is_not_seen_or_turns_the_direction_is_written_out(string text, string shown) =>
        ShownTextConverter.Shown(text).ShouldBe(shown);

    [Fact]
    public void A_text_without_end_is_cut()
    {
        var shown = ShownTextConverter.Shown(new string('x', 10_000_000));

        shown.Length.ShouldBe(ShownTextConverter.Length + 1);
        shown.ShouldEndWith("…");
    }
}
