using Amazon.StepFunctions.Model;

namespace LayerPipeline.Executions;

/// <summary>Counts the steps of an execution by its events. Each look reads only what has happened since the last one.</summary>
/// <param name="ask">Asks the service for events.</param>
/// <param name="execution">ARN of the execution.</param>
public sealed class ExecutionHistory(
    Func<GetExecutionHistoryRequest, CancellationToken, Task<GetExecutionHistoryResponse>> ask,
    string execution
)
{
    private const string Plan = "Plan";
    private const string Builds = "Builds";

    /// <summary>Events of one answer; the most that the service gives. Source: API reference of GetExecutionHistory.</summary>
    private const int PageSize = 1000;

    private readonly Dictionary<long, int> _builds = [];
    private readonly HashSet<(int Build, string State)> _done = [];
    private int _count = 1;
    private long _seen;
    private string? _latest;

    /// <summary>States of the state machine that end a step of a build, in their order.</summary>
    public static IReadOnlyList<string> OfBuild { get; } = ["Install", "Prune", "Check", "Probes", "Judge", "Record"];

    /// <summary>Looks.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>How much is done.</returns>
    public async ValueTask<ExecutionSteps> LookAsync(CancellationToken cancellationToken)
    {
        foreach (var each in await NewAsync(cancellationToken))
        {
            Take(each);
        }

        return new ExecutionSteps(_done.Count, 1 + (_count * OfBuild.Count), _latest);
    }

    /// <summary>The events since the last look, oldest first; they are asked for latest first, so that old ones are not read again.</summary>
    private async Task<List<HistoryEvent>> NewAsync(CancellationToken cancellationToken)
    {
        var found = new List<HistoryEvent>();
        var request = new GetExecutionHistoryRequest
        {
            ExecutionArn = execution,
            IncludeExecutionData = false,
            ReverseOrder = true,
            MaxResults = PageSize,
        };
        do
        {
            var page = await ask(request, cancellationToken);
            var events = page.Events ?? [];
            found.AddRange(events.Where(each => each.Id > _seen));
            request.NextToken = events.Exists(each => each.Id <= _seen) ? null : page.NextToken;
        } while (request.NextToken is not null);

        // By their numbers, whatever the order of an answer: not every endpoint heeds what is asked for.
        List<HistoryEvent> sorted = [.. found.OrderBy(each => each.Id)];
        _seen = Math.Max(_seen, sorted.LastOrDefault()?.Id ?? 0);
        return sorted;
    }

    /// <summary>An event belongs to the build of the one that it follows.</summary>
    private void Take(HistoryEvent each)
    {
        var isBuild = each.MapIterationStartedEventDetails?.Name == Builds;
        var isOfBuild = _builds.TryGetValue(each.PreviousEventId ?? 0, out var build) || isBuild;
        build = isBuild ? each.MapIterationStartedEventDetails!.Index ?? 0 : build;
        if (isOfBuild)
        {
            _builds[each.Id ?? 0] = build;
        }
        else if (each.MapStateStartedEventDetails?.Length is { } length)
        {
            _count = length;
        }

        if (each.StateExitedEventDetails?.Name is { } state)
        {
            _latest = state;
            if (isOfBuild ? OfBuild.Contains(state, StringComparer.Ordinal) : state == Plan)
            {
                _done.Add((isOfBuild ? build : -1, state));
            }
        }
    }
}
