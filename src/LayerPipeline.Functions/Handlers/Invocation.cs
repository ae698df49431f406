using System.Diagnostics;
using System.Text.Json;
using Amazon.Lambda.Core;
using LayerPipeline.Functions.Payloads;

namespace LayerPipeline.Functions.Handlers;

/// <summary>One invocation of a step: its time limit, and its line in the log.</summary>
internal sealed class Invocation : IDisposable
{
    /// <summary>Time to leave nothing half-written behind before Lambda stops the function.</summary>
    private static readonly TimeSpan Cleanup = TimeSpan.FromSeconds(5);

    private readonly string _name;
    private readonly ILambdaContext _context;
    private readonly CancellationTokenSource _limit;
    private readonly long _start = Stopwatch.GetTimestamp();

    public Invocation(string name, ILambdaContext context)
    {
        _name = name;
        _context = context;
        var time = context.RemainingTime - Cleanup;
        _limit = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.Zero);
    }

    /// <summary>Ends a little before the function's time does.</summary>
    public CancellationToken Limit => _limit.Token;

    /// <summary>Writes the step's line.</summary>
    public void Log(string run, int round = 0, long bytes = 0)
    {
        var line = new StepLog
        {
            Run = run,
            Step = _name,
            Round = round,
            Bytes = bytes,
            Milliseconds = (long)Stopwatch.GetElapsedTime(_start).TotalMilliseconds,
        };
        _context.Logger.LogLine(JsonSerializer.Serialize(line, FunctionsJson.Default.StepLog));
    }

    public void Dispose() => _limit.Dispose();
}
