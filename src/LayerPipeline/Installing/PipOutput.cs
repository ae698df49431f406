using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Installing;

/// <summary>What pip wrote, cut into lines, without colours, time stamps and secrets.</summary>
internal sealed partial class PipOutput
{
    // The end says why it failed; the log of a large index has megabytes before it.
    private const int Longest = 4_000_000;
    private const int LineLength = 400;
    private const int ShownLines = 25;
    private const int BuildLines = 15;

    public PipOutput(string output, string error, string log)
    {
        Output = Lines(output);
        Error = Lines(error);
        Log = [.. Lines(log).Select(line => TimeStamp().Replace(line, ""))];
    }

    public IReadOnlyList<string> Output { get; }

    public IReadOnlyList<string> Error { get; }

    public IReadOnlyList<string> Log { get; }

    public bool Says(string text) => Error.Concat(Output).Any(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));

    public Match? Find(Regex pattern) => Error.Concat(Output).Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success);

    public Match? FindAnywhere(Regex pattern) =>
        Find(pattern) ?? Log.Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success);

    /// <summary>Errors with the lines that belong to them, causes of a conflict, the end of a failed build; at most 25 lines.</summary>
    public IReadOnlyList<string> WhatMatters()
    {
        var lines = LastRetry().Concat(Errors()).Concat(ConflictCauses()).Concat(BuildEnd()).Distinct(StringComparer.Ordinal).ToList();
        var shown = lines.Count > 0 ? lines : [.. Error.Where(line => line.Length > 0).TakeLast(ShownLines)];
        return [.. shown.Take(ShownLines).Select(line => line.Length <= LineLength ? line : line[..LineLength] + "...")];
    }

    private IEnumerable<string> Errors()
    {
        var inside = false;
        foreach (var line in Error)
        {
            var starts = ErrorStart().IsMatch(line) || line.TrimStart().StartsWith("× ", StringComparison.Ordinal);
            inside = starts || (inside && (line.StartsWith(' ') || line.StartsWith('│') || line.StartsWith('╰')));
            if (inside && line.Trim().Length > 0 && !line.Contains("See above", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    // pip writes the causes to its output and only the headline to its errors.
    private IEnumerable<string> ConflictCauses() =>
        Output
            .SkipWhile(line => !line.StartsWith("The conflict is caused by:", StringComparison.Ordinal))
            .TakeWhile(line => line.Length > 0);

    // With a log, pip writes what a build said only there: before the command that it repeats when the build failed.
    private IEnumerable<string> BuildEnd()
    {
        var end = Log.Index().LastOrDefault(line => line.Item.Contains("full command", StringComparison.Ordinal)).Index;
        var start = Log.Index()
            .LastOrDefault(line => line.Index < end && line.Item.TrimStart().StartsWith("Running command ", StringComparison.Ordinal))
            .Index;
        return Log.Take(end)
            .Skip(start)
            .TakeWhile(line => !line.TrimStart().StartsWith("Exception information:", StringComparison.Ordinal))
            .Where(line => line.Trim().Length > 0)
            .TakeLast(BuildLines);
    }

    // A retry that was the last one says what kept the index from answering.
    private IEnumerable<string> LastRetry() =>
        Error.Where(line => line.StartsWith("WARNING: Retrying (Retry(total=0", StringComparison.Ordinal)).TakeLast(1);

    private static string AfterFirstLine(string text) => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static string[] Lines(string text)
    {
        // Without the line that the cut went through: half a URL could hide a token from the mask.
        var end = text.Length <= Longest ? text : AfterFirstLine(text[^Longest..]);
        return [.. Credentials.Mask(Colour().Replace(end, "")).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())];
    }

    [GeneratedRegex(@"\A *(?:ERROR|CRITICAL|error): ", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex ErrorStart();

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T[\d:,]{1,20} ?", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex TimeStamp();

    [GeneratedRegex(@"\x1B\[[0-9;]{0,20}[A-Za-z]", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Colour();
}
