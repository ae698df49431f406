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

    /// <summary>The first few values, and how many more there are.</summary>
    public static string List(IReadOnlyCollection<string> values, int most) =>
        List(values.Take(most)) + (values.Count > most ? AndMore(values.Count - most) : "");

    /// <summary>A number as messages write it, whatever the machine's language: 1,234,567.</summary>
    public static string Number(long value) => value.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How many of something are not named.</summary>
    public static string AndMore(int count) => $" and {count} more";
}
