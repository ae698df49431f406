using System.Text.Json;
using LayerPipeline.Functions.Payloads;

namespace LayerPipeline.Functions.Failures;

/// <summary>A failure taken apart: a function's and a build's causes are JSON.</summary>
internal sealed record CaughtError
{
    /// <summary>What the names of Step Functions' own errors begin with. A state that fails may not use such a name.</summary>
    private const string OwnPrefix = "States.";

    /// <summary>Its name, without <c>States.</c></summary>
    public required string Error { get; init; }

    /// <summary>The message alone.</summary>
    public required string Message { get; init; }

    /// <summary>The state that failed.</summary>
    public required string State { get; init; }

    /// <summary>Whether a permission is missing: SDKs name it so, or say who may not do what.</summary>
    public bool IsForbidden =>
        Error.Contains("AccessDenied", StringComparison.Ordinal)
        || Message.Contains("not authorized to perform", StringComparison.Ordinal)
        || Message.Contains("Access Denied", StringComparison.Ordinal);

    /// <summary>CodeBuild's own words, when a build failed.</summary>
    public FailedBuild? Build { get; init; }

    public static CaughtError Read(ExplainInput input)
    {
        var error = new CaughtError
        {
            Error = input.Error.StartsWith(OwnPrefix, StringComparison.Ordinal) ? input.Error[OwnPrefix.Length..] : input.Error,
            Message = input.Cause ?? "",
            State = input.State ?? "a state",
        };
        if (Parse(error.Message) is not { ValueKind: JsonValueKind.Object } cause)
        {
            return error;
        }

        return FindBuild(cause) is { } build
            ? error with
            {
                Build = FailedBuild.Read(build),
                Message = "",
            }
            : error with
            {
                Message = Text(cause, "errorMessage") ?? error.Message,
            };
    }

    /// <summary>A build's cause is the answer of BatchGetBuilds, or the build alone.</summary>
    private static JsonElement? FindBuild(JsonElement cause)
    {
        if (cause.TryGetProperty(nameof(Build), out var build))
        {
            return build;
        }

        return Text(cause, "BuildStatus") is null ? null : cause;
    }

    internal static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Null where it is not JSON: a cause may be plain words, or cut off.</summary>
    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
