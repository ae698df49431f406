namespace LayerPipeline.Foundation.Messages;

/// <summary>Counts in sentences.</summary>
public static class Plural
{
    /// <summary>A count with its noun, for example <c>1 file</c> and <c>2 files</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noun">One of them; its plural ends in s.</param>
    /// <returns>The words.</returns>
    public static string Of(int count, string noun) => Of(count, noun, noun + "s");

    /// <summary>A count with the words that agree with it, for example <c>1 entry is</c> and <c>2 entries are</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The words for one.</param>
    /// <param name="others">The words for none or several.</param>
    /// <returns>The words.</returns>
    public static string Of(int count, string one, string others) => count == 1 ? $"1 {one}" : $"{count:N0} {others}";
}
