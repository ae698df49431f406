namespace LayerPipeline.Cli.Steps;

/// <summary>Two works that go on at the same time, shown in one line.</summary>
/// <param name="progress">Takes the line.</param>
internal sealed class TwoTexts(Action<string> progress)
{
    private readonly Lock _lock = new();
    private string _first = "";
    private string _second = "";

    /// <summary>Takes how far the first is.</summary>
    /// <param name="text">The text; empty for nothing.</param>
    public void First(string text) => Show(ref _first, text);

    /// <summary>Takes how far the second is.</summary>
    /// <param name="text">The text; empty for nothing.</param>
    public void Second(string text) => Show(ref _second, text);

    private void Show(ref string place, string text)
    {
        lock (_lock)
        {
            place = text;
            progress(string.Join("; ", new[] { _first, _second }.Where(part => part.Length > 0)));
        }
    }
}
