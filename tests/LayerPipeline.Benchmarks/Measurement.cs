using System.Diagnostics;
using System.Globalization;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Benchmarks;

/// <summary>Runs a program once and says what it took.</summary>
internal static class Measurement
{
    /// <summary>Prints the children's peak memory in KiB after they have run.</summary>
    private const string PeakOfChild =
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL);"
        + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

    /// <summary>Seconds on the wall from start to exit.</summary>
    public static async Task<double> SecondsAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await CliWrap.Cli.Wrap(command[0]).WithArguments(command.Skip(1)).ExecuteAsync(cancellationToken);
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Peak resident memory in bytes, as the kernel counted it.</summary>
    public static async Task<long> PeakBytesAsync(string python, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var result = await CliWrap
            .Cli.Wrap(python)
            .WithArguments(["-I", "-c", PeakOfChild, .. command])
            .ExecuteBufferedAsync(cancellationToken);
        return 1024 * long.Parse(result.StandardOutput, CultureInfo.InvariantCulture);
    }

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
