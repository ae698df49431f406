namespace LayerPipeline.Reporting.Page;

/// <summary>Texts that are written once and then named by their places.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>The texts, in the order in which they came.</summary>
    public IReadOnlyList<string> Texts => _texts;

    /// <summary>The place of a text, which is added where it is new; -1 for null.</summary>
    /// <param name="text">The text.</param>
    public int Add(string? text)
    {
        if (text is null)
        {
            return -1;
        }

        if (!_places.TryGetValue(text, out var place))
        {
            _places.Add(text, place = _texts.Count);
            _texts.Add(text);
        }

        return place;
    }
}
