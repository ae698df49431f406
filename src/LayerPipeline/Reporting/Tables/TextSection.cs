using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Reporting.Tables;

/// <summary>A table with its title and what is to be said below it; a terminal and a page of Markdown show the same.</summary>
public sealed record TextSection
{
    /// <summary>Characters of a cell; names of files and licences are foreign, and may be megabytes.</summary>
    private const int CellLength = 160;

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>The columns; none for a section that has no table.</summary>
    public IReadOnlyList<TextColumn> Columns { get; init; } = [];

    /// <summary>The rows, each with a cell a column; each cell on one line.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; private init; } = [];

    /// <summary>Sentences below the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A table of some things.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="items">The things, in their order.</param>
    /// <param name="most">How many are shown.</param>
    /// <param name="row">The cells of one.</param>
    /// <param name="notes">Sentences below the table.</param>
    /// <returns>The section; below it stands how many things are not shown.</returns>
    public static TextSection Of<T>(
        string title,
        IReadOnlyList<TextColumn> columns,
        IReadOnlyCollection<T> items,
        int most,
        Func<T, IEnumerable<string>> row,
        params IEnumerable<string> notes
    ) =>
        new()
        {
            Title = title,
            Columns = columns,
            Rows = [.. items.Take(most).Select(item => row(item).Select(cell => MessageText.Shorten(cell, CellLength)).ToList())],
            Notes =
            [
                .. notes
                    .Prepend(items.Count > most ? $"{items.Count - most:N0} more are in the output of --json." : "")
                    .Where(note => note.Length > 0),
            ],
        };
}
