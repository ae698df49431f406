using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Packaging;

/// <summary>A place in a requirement's text, moved on by the parsers.</summary>
internal sealed class TextCursor(string text)
{
    public int Position { get; private set; }

    /// <summary>Whether markers may have the variables of a lock.</summary>
    public bool IsOfLock { get; init; }

    public bool AtEnd => Position >= text.Length;

    public char Current => AtEnd ? '\0' : text[Position];

    public string Rest => text[Position..];

    public void SkipSpaces()
    {
        while (Current is ' ' or '\t')
        {
            Position++;
        }
    }

    public bool Take(string token)
    {
        SkipSpaces();
        if (!text.AsSpan(Position).StartsWith(token, StringComparison.Ordinal))
        {
            return false;
        }

        Position += token.Length;
        return true;
    }

    public bool TakeWord(string word)
    {
        SkipSpaces();
        var end = Position + word.Length;
        var whole = end >= text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.');
        return whole && Take(word);
    }

    public string TakeWhile(Func<char, bool> accepted)
    {
        SkipSpaces();
        var start = Position;
        while (!AtEnd && accepted(text[Position]))
        {
            Position++;
        }

        return text[start..Position];
    }

    public string TakeQuoted()
    {
        var end = AtEnd ? -1 : text.IndexOf(Current, Position + 1);
        if (end < 0)
        {
            throw Unexpected("a closing quote");
        }

        var quoted = text[(Position + 1)..end];
        Position = end + 1;
        return quoted;
    }

    public InvalidRequirementException Unexpected(string expected) =>
        new(
            AtEnd
                ? $"ends where {expected} is expected"
                : $"has '{MessageText.Shorten(Rest, 30)}' at character {Position + 1} where {expected} is expected"
        );
}
