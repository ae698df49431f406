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

    private Stopwatch _clock = Stopwatch.StartNew();
    private long _last;

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
            // The next kind of work begins anew.
            _clock = done < _last ? Stopwatch.StartNew() : _clock;
            _last = done;
            progress(Text(done, total, _clock.Elapsed));
        }
    }

    /// <summary>A bar, the count, and the time that is left if it goes on like this.</summary>
    /// <param name="done">How many are done.</param>
    /// <param name="total">How many there are; more than none.</param>
    /// <param name="elapsed">Time since the start.</param>
    /// <returns>The text.</returns>
    public string Text(long done, long total, TimeSpan elapsed)
    {
        var part = (double)done / total;
        var full = (int)(part * Width);
        var left = part >= LeastPart && done < total ? $", {Math.Ceiling(elapsed.TotalSeconds * (1 - part) / part):N0} s left" : "";
        return $"{new string('█', full)}{new string('░', Width - full)} {done:N0} of {total:N0} {noun}{left}";
    }
}
