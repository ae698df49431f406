using System.Diagnostics;
using System.Globalization;

namespace LayerPipeline.Testing;

/// <summary>Seconds that this thread works, on a machine that may have much else to do.</summary>
public static class ThreadClock
{
    /// <summary>
    /// Seconds since some moment: of the processor, as Linux counts them for each thread (schedstat in proc(5)), of the wall elsewhere.
    /// </summary>
    public static double Seconds =>
        OperatingSystem.IsLinux()
            ? long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e9
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <summary>Seconds that some work takes.</summary>
    public static double Time(Action work)
    {
        var before = Seconds;
        work();
        return Seconds - before;
    }
}
