using System.Text.Json;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The checked-in definition, flattened: every state of every level, by its name.</summary>
internal static class StateMachine
{
    public static JsonElement Definition { get; } =
        JsonDocument.Parse(File.ReadAllText(Repository.Find("src/Workflow/layer-pipeline.asl.json"))).RootElement;

    public static IReadOnlyDictionary<string, JsonElement> States { get; } =
        Flatten(Definition).ToDictionary(state => state.Name, state => state.Value, StringComparer.Ordinal);

    public static IEnumerable<KeyValuePair<string, JsonElement>> Tasks => States.Where(state => Type(state.Value) == "Task");

    public static string Type(JsonElement state) => state.GetProperty("Type").GetString()!;

    public static IEnumerable<JsonElement> Items(JsonElement state, string name) =>
        state.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    public static IEnumerable<string> Names(JsonElement catcherOrRetrier) =>
        catcherOrRetrier.GetProperty("ErrorEquals").EnumerateArray().Select(name => name.GetString()!);

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
