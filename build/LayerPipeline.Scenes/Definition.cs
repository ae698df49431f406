using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LayerPipeline.Scenes;

/// <summary>
/// The state machine's definition, put together from its scenes. Only what every state would repeat is left out there: a task's type, the
/// integration's ARN, an empty output, the first state, the words of retry policies and catchers,
/// and what tasks of a kind have in common.
/// </summary>
internal sealed class Definition
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What every task decides for itself.</summary>
    private static readonly string[] Required = ["Resource", "TimeoutSeconds", "Retry", "Catch"];

    private readonly string _folder;
    private readonly Policies _policies;

    private Definition(string folder)
    {
        _folder = folder;
        _policies = new Policies(YamlFile.Read(Path.Combine(folder, "policies.yaml")));
    }

    /// <summary>The definition in the language of Step Functions, made from the scenes in a folder.</summary>
    public static string Read(string folder)
    {
        var definition = new Definition(folder);
        var root = YamlFile.Read(Path.Combine(folder, "layer-pipeline.yaml"));
        var states = definition.States(root["States"]!);
        root.Insert(root.IndexOf("QueryLanguage") + 1, "StartAt", states.First().Key);
        root["States"] = states;
        return root.ToJsonString(Format) + "\n";
    }

    /// <summary>States as they stand, or those of the scenes that are named.</summary>
    private JsonObject States(JsonNode source)
    {
        var scenes = source is JsonArray names
            ? names.Select(name => YamlFile.Read(Path.Combine(_folder, "scenes", $"{name}.yaml")))
            : [source.AsObject()];
        return new JsonObject(scenes.SelectMany(scene => scene).Select(state => KeyValuePair.Create(state.Key, (JsonNode?)State(state))));
    }

    private JsonObject State(KeyValuePair<string, JsonNode?> source)
    {
        var (name, given) = (source.Key, _policies.Completed(source.Value!.AsObject(), source.Key));
        var isTask = given["Type"] is null;
        if (isTask && Required.FirstOrDefault(property => given[property] is null) is { } missing)
        {
            throw new InvalidDataException($"The task {name} has no {missing}.");
        }

        var state = isTask ? new JsonObject { ["Type"] = "Task" } : [];
        foreach (var (property, value) in given)
        {
            var (key, expanded) = Property(name, given, property, value!);
            state[key] = expanded;
            if (isTask && property == "Catch" && given["Output"] is null)
            {
                state["Output"] = new JsonObject();
            }
        }

        return state;
    }

    private (string Key, JsonNode Value) Property(string state, JsonObject given, string property, JsonNode value) =>
        property switch
        {
            "Resource" => (property, $"arn:${{Partition}}:states:::{value}"),
            "Retry" => (property, _policies.Retry(value.AsArray())),
            "Catch" => (property, _policies.Catch(value.AsArray(), state, given)),
            "States" => ("ItemProcessor", Processor(States(value))),
            _ => (property, value.DeepClone()),
        };

    private static JsonObject Processor(JsonObject states) =>
        new()
        {
            ["ProcessorConfig"] = new JsonObject { ["Mode"] = "INLINE" },
            ["StartAt"] = states.First().Key,
            ["States"] = states,
        };
}
