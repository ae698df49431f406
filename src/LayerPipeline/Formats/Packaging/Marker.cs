namespace LayerPipeline.Formats.Packaging;

/// <summary>An environment marker by PEP 508: the condition after a requirement's semicolon.</summary>
internal abstract record Marker
{
    // Ours: markers of locks that were forked many times have a few thousand characters.
    private const int MaxLength = 20_000;

    private protected Marker() { }

    /// <summary>Reads a marker.</summary>
    /// <param name="text">The text after the semicolon.</param>
    /// <returns>The marker.</returns>
    /// <exception cref="InvalidRequirementException">The text is not a marker.</exception>
    public static Marker Parse(string text) => Parse(new TextCursor(text));

    /// <summary>Reads a marker of a lock, which may ask for sets of names: <c>'excel' in extras</c> (PEP 751).</summary>
    /// <param name="text">The marker.</param>
    /// <returns>The marker.</returns>
    /// <exception cref="InvalidRequirementException">The text is not a marker.</exception>
    public static Marker ParseOfLock(string text) =>
        text.Length <= MaxLength
            ? Parse(new TextCursor(text) { IsOfLock = true })
            : throw new InvalidRequirementException($"is {text.Length} characters long; a marker has at most {MaxLength}");

    private static Marker Parse(TextCursor cursor)
    {
        var marker = MarkerParser.Parse(cursor);
        cursor.SkipSpaces();
        return cursor.AtEnd ? marker : throw cursor.Unexpected("'and', 'or' or the end");
    }

    /// <summary>Evaluates the marker.</summary>
    /// <param name="environment">Where it is evaluated.</param>
    /// <returns>Whether the condition holds.</returns>
    public abstract bool Holds(MarkerEnvironment environment);
}
