using System.Text.Json;
using LayerPipeline.Testing;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The checked-in definition, flattened: every state of every level, by its name.</summary>
internal static class StateMachine
{
    public static JsonElement Definition { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.Find("src/Workflow/layer-pipeline.asl.json"))).RootElement;

    public static IReadOnlyDictionary<string, JsonElement> States { get; } =
        Flatten(Definition).ToDictionary(state => state.Name, state => state.Value, StringComparer.Ordinal);

    /// <summary>The definition and every machine within it.</summary>
    public static IEnumerable<JsonElement> Machines =>
        States
            .Values.Where(state => state.TryGetProperty("ItemProcessor", out _))
            .Select(state => state.GetProperty("ItemProcessor"))
            .Prepend(Definition);

    public static IEnumerable<JsonElement> Retriers => States.Values.SelectMany(state => Items(state, "Retry"));

    /// <summary>The service and action of a task, as in <c>lambda:invoke</c>, or null.</summary>
    public static string? Integration(JsonElement state) =>
        state.TryGetProperty("Resource", out var resource) ? resource.GetString()!.Split(":::", 2)[1] : null;

    /// <summary>Where a state can lead to.</summary>
    public static IEnumerable<string> Exits(JsonElement state) =>
        Items(state, "Catch")
            .Concat(Items(state, "Choices"))
            .Append(state)
            .SelectMany(part => part.EnumerateObject().Where(property => property.Name is "Next" or "Default"))
            .Select(property => property.Value.GetString()!);

    public static IEnumerable<JsonElement> Items(JsonElement state, string name) =>
        state.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    public static IEnumerable<string> Names(JsonElement catcherOrRetrier) =>
        catcherOrRetrier.GetProperty("ErrorEquals").EnumerateArray().Select(name => name.GetString()!);

    /// <summary>Machine within machine, outermost first: of each the names of the variables that its own states assign.</summary>
    public static IEnumerable<(IReadOnlySet<string> Outer, IReadOnlySet<string> Own)> Scopes() => Scopes(Definition, []);

    private static IEnumerable<(IReadOnlySet<string> Outer, IReadOnlySet<string> Own)> Scopes(JsonElement machine, HashSet<string> outer)
    {
        var states = machine.GetProperty(nameof(States)).EnumerateObject().Select(state => state.Value).ToList();
        HashSet<string> own =
        [
            .. states
                .SelectMany(state => Items(state, "Catch").Concat(Items(state, "Choices")).Append(state))
                .Where(part => part.TryGetProperty("Assign", out _))
                .SelectMany(part => part.GetProperty("Assign").EnumerateObject())
                .Select(variable => variable.Name),
        ];
        yield return (outer, own);
        foreach (var state in states.Where(state => state.TryGetProperty("ItemProcessor", out _)))
        {
            foreach (var below in Scopes(state.GetProperty("ItemProcessor"), [.. outer, .. own]))
            {
                yield return below;
            }
        }
    }

    private static IEnumerable<(string Name, JsonElement Value)> Flatten(JsonElement machine)
    {
        foreach (var state in machine.GetProperty(nameof(States)).EnumerateObject())
        {
            yield return (state.Name, state.Value);
            if (state.Value.TryGetProperty("ItemProcessor", out var inner))
            {
                foreach (var below in Flatten(inner))
                {
                    yield return below;
                }
            }
        }
    }
}
