using System.Text.Json;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace LayerPipeline.Executions;

/// <summary>The bucket of a stack, as its state machine names it.</summary>
/// <param name="client">The client.</param>
public sealed class StackBucket(IAmazonStepFunctions client)
{
    private const string Published = "published/";

    /// <summary>Finds it.</summary>
    /// <param name="stateMachine">ARN of the stack's state machine.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Name of the bucket with <c>published/</c>; null where the state machine is another one.</returns>
    public async Task<string?> FindAsync(string stateMachine, CancellationToken cancellationToken)
    {
        var answer = await client.DescribeStateMachineAsync(
            new DescribeStateMachineRequest { StateMachineArn = stateMachine },
            cancellationToken
        );
        return Find(answer.Definition ?? "");
    }

    /// <summary>The bucket in a definition: that of the task that deletes manifests of versions.</summary>
    internal static string? Find(string definition)
    {
        try
        {
            using var document = JsonDocument.Parse(definition);
            return Find(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Find(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null),
            JsonValueKind.Object => Text(value, "Key")?.Contains(Published, StringComparison.Ordinal) == true
            && Text(value, "Bucket") is { } bucket
                ? bucket
                : value.EnumerateObject().Select(property => Find(property.Value)).FirstOrDefault(found => found is not null),
            _ => null,
        };

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
