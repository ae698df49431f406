namespace LayerPipeline.Foundation.Messages;

/// <summary>Finds what a misspelt word was meant to be.</summary>
public static class Spelling
{
    // Longer words are no misspelling of ours; the table stays small.
    private const int MaximumLength = 100;

    /// <summary>Finds the known word with the fewest typing errors: at most two, or a third of the word's letters.</summary>
    /// <param name="word">The word that was found.</param>
    /// <param name="known">The words that exist.</param>
    /// <returns>The nearest word, or null where none is near.</returns>
    public static string? Find(string word, IEnumerable<string> known)
    {
        if (word.Length > MaximumLength)
        {
            return null;
        }

        var lower = word.ToLowerInvariant();
        var allowed = Math.Max(2, lower.Length / 3);
        return known
            .Select(candidate => (Candidate: candidate, Distance: Distance(lower, candidate.ToLowerInvariant())))
            .Where(pair => pair.Distance <= allowed && pair.Distance < pair.Candidate.Length)
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>The nearest word as a part of a message.</summary>
    /// <param name="word">The word that was found.</param>
    /// <param name="known">The words that exist.</param>
    /// <returns>For example <c> (did you mean 'budget'?)</c>, or nothing.</returns>
    public static string Hint(string word, IEnumerable<string> known) =>
        Find(word, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    // Damerau-Levenshtein, restricted: two letters that changed places count once.
    private static int Distance(string left, string right)
    {
        var table = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var row = 0; row <= left.Length; row++)
        {
            for (var column = 0; column <= right.Length; column++)
            {
                table[row][column] = Cell(table, left, right, row, column);
            }
        }

        return table[left.Length][right.Length];
    }

    private static int Cell(int[][] table, string left, string right, int row, int column)
    {
        if (row == 0 || column == 0)
        {
            return row + column;
        }

        var change = table[row - 1][column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
        var best = Math.Min(change, Math.Min(table[row - 1][column], table[row][column - 1]) + 1);
        var swapped = row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
        return swapped ? Math.Min(best, table[row - 2][column - 2] + 1) : best;
    }
}
