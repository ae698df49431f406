namespace LayerPipeline.Foundation.Messages;

/// <summary>How a foreign value is shown in a message: short, on one line, without secrets.</summary>
internal static class MessageText
{
    /// <summary>Characters of a value that a message shows.</summary>
    public const int Length = 100;

    public static string Shorten(string value, int length = Length)
    {
        // Masked before it is cut: a token may be longer than what is shown of it.
        var masked = Credentials.Mask(value);
        var line = new string([.. masked.Select(character => char.IsControl(character) ? ' ' : character)]);
        return line.Length <= length ? line : line[..length] + "...";
    }

    public static string List(IEnumerable<string> values) => string.Join(", ", values);
}
