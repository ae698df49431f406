using Spectre.Console.Rendering;

namespace LayerPipeline.Cli.Output;

/// <summary>
/// Text as a terminal may have it. Messages of packages, names of files and pip's own lines are foreign: an escape sequence in one
/// could clear the window, write a title, or make a failure look like a pass. As a hook it sees all that goes through the console,
/// whose own colours are not text.
/// </summary>
internal sealed class TerminalText : IRenderHook
{
    private const char FirstPicture = '\u2400';
    private const char DeletePicture = '\u2421';
    private const char Replacement = '\uFFFD';

    /// <summary>Replaces control characters other than tabs and ends of lines by signs that show them.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text, of the same length: ESC becomes ␛.</returns>
    public static string Of(string text) => string.Create(text.Length, text, Replace);

    /// <inheritdoc />
    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables) =>
        renderables.Select(renderable => new Replaced(renderable));

    private static void Replace(Span<char> shown, string text)
    {
        for (var i = 0; i < shown.Length; i++)
        {
            var endsLine = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            shown[i] = endsLine ? text[i] : Sign(text[i]);
        }
    }

    /// <summary>Unicode has a picture for each control character of ASCII.</summary>
    private static char Sign(char character) =>
        character switch
        {
            '\n' or '\t' => character,
            < ' ' => (char)(FirstPicture + character),
            '\u007F' => DeletePicture,
            // What turns the direction of text could make one name look like another.
            '\u061C' or (>= '\u200E' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => Replacement,
            _ => char.IsControl(character) ? Replacement : character,
        };

    private sealed class Replaced(IRenderable original) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => original.Measure(options, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) =>
            original
                .Render(options, maxWidth)
                .Select(segment =>
                    segment.IsControlCode || segment.IsLineBreak ? segment : new Segment(Of(segment.Text), segment.Style, segment.Link)
                );
    }
}
