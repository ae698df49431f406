namespace LayerPipeline.Formats.Packaging;

/// <summary>An environment marker by PEP 508: the condition after a requirement's semicolon.</summary>
internal abstract record Marker
{
    private protected Marker() { }

    /// <summary>Reads a marker.</summary>
    /// <param name="text">The text after the semicolon.</param>
    /// <returns>The marker.</returns>
    /// <exception cref="InvalidRequirementException">The text is not a marker.</exception>
    public static Marker Parse(string text)
    {
        var cursor = new TextCursor(text);
        var marker = MarkerParser.Parse(cursor);
        cursor.SkipSpaces();
        return cursor.AtEnd ? marker : throw cursor.Unexpected("'and', 'or' or the end");
    }

    /// <summary>Evaluates the marker.</summary>
    /// <param name="environment">Where it is evaluated.</param>
    /// <returns>Whether the condition holds.</returns>
    public abstract bool Holds(MarkerEnvironment environment);
}
