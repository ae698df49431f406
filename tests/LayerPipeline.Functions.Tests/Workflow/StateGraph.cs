using System.Collections.Immutable;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>Which state of a machine can lead to which.</summary>
internal sealed class StateGraph(IReadOnlyDictionary<string, HashSet<string>> exits)
{
    public StateGraph Without(IReadOnlyCollection<string> states) =>
        new(
            exits
                .Where(state => !states.Contains(state.Key))
                .ToDictionary(state => state.Key, state => state.Value.Where(exit => !states.Contains(exit)).ToHashSet())
        );

    /// <summary>States on a way that leads back to where it began, or null.</summary>
    public IReadOnlyList<string>? FindCycle() =>
        exits.Keys.Where(state => Reached(state).Contains(state)).ToList() is { Count: > 0 } cycle ? cycle : null;

    /// <summary>States that lie on a way from one state to another.</summary>
    public IReadOnlySet<string> Loop(string first, string last)
    {
        var behind = new StateGraph(exits.ToDictionary(state => state.Key, state => state.Key == last ? [] : state.Value));
        return exits
            .Keys.Where(state => state == first || behind.Reached(first).Contains(state))
            .Where(state => state == last || behind.Reached(state).Contains(last))
            .ToHashSet();
    }

    public IReadOnlyList<string> ShortestCycle(string state)
    {
        var ways = new Queue<List<string>>([
            [state],
        ]);
        while (ways.TryDequeue(out var way))
        {
            foreach (var exit in exits[way[^1]])
            {
                if (exit == state)
                {
                    return way;
                }

                if (!way.Contains(exit))
                {
                    ways.Enqueue([.. way, exit]);
                }
            }
        }

        throw new InvalidOperationException($"{state} does not lead back to itself.");
    }

    /// <summary>The greatest sum of weights on a way that goes through no state twice.</summary>
    public int LongestWay(string first, Func<string, int> weight) => LongestWay(first, weight, []);

    private int LongestWay(string state, Func<string, int> weight, ImmutableHashSet<string> passed) =>
        weight(state)
        + exits[state]
            .Where(exit => exit != state && !passed.Contains(exit))
            .Select(exit => LongestWay(exit, weight, passed.Add(state)))
            .DefaultIfEmpty()
            .Max();

    private HashSet<string> Reached(string state)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(exits[state]);
        while (next.TryDequeue(out var exit))
        {
            if (reached.Add(exit))
            {
                foreach (var further in exits[exit])
                {
                    next.Enqueue(further);
                }
            }
        }

        return reached;
    }
}
