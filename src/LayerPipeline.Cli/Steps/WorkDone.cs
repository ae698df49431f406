using System.Diagnostics;
using System.Globalization;

namespace LayerPipeline.Cli.Steps;

/// <summary>How much of counted work is done, as a bar with the count and the time that is left, for who waits at a terminal.</summary>
/// <param name="noun">What is counted, in the plural.</param>
/// <param name="progress">Takes the text.</param>
internal sealed class WorkDone(string noun, Action<string> progress)
{
    private const int Width = 20;

    /// <summary>Below this, what is left is a guess.</summary>
    private const double LeastPart = 0.05;

    private static readonly TimeSpan BetweenTexts = TimeSpan.FromMilliseconds(100);

    private Stopwatch _clock = Stopwatch.StartNew();
    private long _last;
    private TimeSpan _shown;

    /// <summary>Takes a line such as <c>120 495</c>; other lines are nobody's.</summary>
    /// <param name="line">The line.</param>
    public void Take(string line)
    {
        var words = line.Split(' ');
        if (
            words.Length == 2
            && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var done)
            && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            && done <= total
            && total > 0
        )
        {
            Take(done, total);
        }
    }

    /// <summary>Takes a count; of those that follow each other faster than anybody reads, some are passed over.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; more than none.</param>
    public void Take(long done, long total)
    {
        // The next kind of work begins anew, and work that begins late does so when its first piece is done.
        var isFirst = done < _last || _last == 0;
        _clock = isFirst ? Stopwatch.StartNew() : _clock;
        _last = done;
        if (isFirst || done == total || _clock.Elapsed - _shown >= BetweenTexts)
        {
            _shown = _clock.Elapsed;
            progress(Text(done, total, _clock.Elapsed));
        }
    }

    /// <summary>A bar.</summary>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; more than nothing.</param>
    public static string Bar(long done, long total)
    {
        var full = (int)((double)done / total * Width);
        return $"{new string('█', full)}{new string('░', Width - full)}";
    }

    /// <summary>A bar, the count, and the time that is left if it goes on like this.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; more than none.</param>
    /// <param name="elapsed">Time since the start.</param>
    /// <returns>The text.</returns>
    public string Text(long done, long total, TimeSpan elapsed)
    {
        var part = (double)done / total;
        var left = part >= LeastPart && done < total ? $", {Math.Ceiling(elapsed.TotalSeconds * (1 - part) / part):N0} s left" : "";
        return $"{Bar(done, total)} {done:N0} of {total:N0} {noun}{left}";
    }
}
