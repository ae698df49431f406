using System.Text.Json.Nodes;

namespace LayerPipeline.Scenes;

/// <summary>The retry policies, catchers and kinds of tasks that scenes name.</summary>
/// <param name="source">What policies.yaml says.</param>
internal sealed class Policies(JsonObject source)
{
    /// <summary>Integrations whose answer can be larger than a state may hold. States.ALL does not catch that.</summary>
    private static readonly string[] Wide = ["lambda:invoke", "codebuild:startBuild.sync"];

    private static readonly string[] AnyError = ["States.ALL"];
    private static readonly string[] TooLargeOrAnyError = ["States.DataLimitExceeded", "States.ALL"];

    /// <summary>A state with what its kind ("Like: KIND") says, unless it says so itself.</summary>
    public JsonObject Completed(JsonObject given, string name)
    {
        if (given["Like"] is not { } kind)
        {
            return given;
        }

        var common = Of(Named("task", kind.GetValue<string>()), name).Where(property => given[property.Key] is null);
        var first = given.Where(property => property.Key == "Comment");
        var own = given.Where(property => property.Key is not ("Comment" or "Like"));
        return new(first.Concat(common).Concat(own).Select(property => KeyValuePair.Create(property.Key, property.Value?.DeepClone())));
    }

    public JsonArray Retry(JsonArray names) => [.. names.Select(name => Retrier(Named("retry", name!.GetValue<string>())))];

    /// <summary>"ERROR … -> STATE" catches these errors; a pattern, or "PATTERN -> STATE", catches every error that is left.</summary>
    public JsonArray Catch(JsonArray catchers, string name, JsonObject state) =>
        [
            .. catchers.SelectMany(catcher =>
                catcher is JsonObject whole ? [Whole(whole, name)] : Short(catcher!.GetValue<string>(), name, state)
            ),
        ];

    private JsonObject Whole(JsonObject source, string name)
    {
        var catcher = (JsonObject)source.DeepClone();
        if (!catcher.Remove("Keep", out var pattern))
        {
            return catcher;
        }

        var kept = Kept(Named("catch", pattern!.GetValue<string>()), name)!;
        var assigned = (JsonObject?)catcher["Assign"] ?? [];
        catcher["Assign"] = Together(assigned, kept);
        return catcher;
    }

    private IEnumerable<JsonNode> Short(string catcher, string name, JsonObject state)
    {
        var parts = catcher.Split(" -> ");
        if (parts[0].Contains('.', StringComparison.Ordinal))
        {
            return [Catcher(parts[0].Split(' '), parts[1])];
        }

        var pattern = Named("catch", parts[0]);
        var next = parts.Length > 1 ? parts[1] : pattern["Next"]!.GetValue<string>();
        var errors = state["States"] is not null || Wide.Contains((string?)state["Resource"]) ? TooLargeOrAnyError : AnyError;
        return errors.Select(error => Keeping(Catcher([error], next), Kept(pattern, name)));
    }

    private static JsonObject Catcher(string[] errors, string next) =>
        new() { ["ErrorEquals"] = new JsonArray([.. errors.Select(error => (JsonNode)error)]), ["Next"] = next };

    private static JsonObject Keeping(JsonObject catcher, JsonObject? kept)
    {
        if (kept is not null)
        {
            catcher["Assign"] = kept;
        }

        return catcher;
    }

    private static JsonObject Together(JsonObject first, JsonObject second) =>
        new(first.Concat(second).Select(variable => KeyValuePair.Create(variable.Key, variable.Value?.DeepClone())));

    private static JsonObject? Kept(JsonObject pattern, string name) => pattern["Assign"] is JsonObject kept ? Of(kept, name) : null;

    /// <summary>STATE is the name of the state.</summary>
    private static JsonObject Of(JsonObject pattern, string name) =>
        JsonNode.Parse(pattern.ToJsonString().Replace("STATE", name, StringComparison.Ordinal))!.AsObject();

    /// <summary>Every wait doubles, and no two executions wait equally long.</summary>
    private static JsonObject Retrier(JsonObject policy)
    {
        var retrier = (JsonObject)policy.DeepClone();
        retrier.Insert(retrier.IndexOf("MaxAttempts"), "BackoffRate", 2);
        retrier.Insert(retrier.IndexOf("MaxDelaySeconds") + 1, "JitterStrategy", "FULL");
        return retrier;
    }

    private JsonObject Named(string kind, string name) =>
        source[kind]![name] as JsonObject ?? throw new InvalidDataException($"'{name}' is not in policies.yaml under {kind}.");
}
