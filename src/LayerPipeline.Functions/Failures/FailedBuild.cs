using System.Text.Json;

namespace LayerPipeline.Functions.Failures;

/// <summary>What CodeBuild says of a build that did not succeed.</summary>
/// <param name="Status">FAILED, STOPPED, TIMED_OUT or FAULT. Source: API BatchGetBuilds, buildStatus.</param>
/// <param name="Phase">The phase that failed, with its message, or null.</param>
/// <param name="Log">Link to the log, or null.</param>
internal sealed record FailedBuild(string Status, string? Phase, string? Log)
{
    public static FailedBuild Read(JsonElement build) =>
        new(
            CaughtError.Text(build, "BuildStatus") ?? "FAILED",
            FailedPhase(build),
            build.ValueKind == JsonValueKind.Object && build.TryGetProperty("Logs", out var logs)
                ? CaughtError.Text(logs, "DeepLink")
                : null
        );

    private static string? FailedPhase(JsonElement build)
    {
        if (
            build.ValueKind != JsonValueKind.Object
            || !build.TryGetProperty("Phases", out var phases)
            || phases.ValueKind != JsonValueKind.Array
        )
        {
            return null;
        }

        foreach (var phase in phases.EnumerateArray())
        {
            if (CaughtError.Text(phase, "PhaseStatus") is { } status and not "SUCCEEDED")
            {
                return $"{CaughtError.Text(phase, "PhaseType")} {status}{Message(phase)}";
            }
        }

        return null;
    }

    private static string Message(JsonElement phase) =>
        phase.TryGetProperty("Contexts", out var contexts)
        && contexts.ValueKind == JsonValueKind.Array
        && contexts.GetArrayLength() > 0
        && CaughtError.Text(contexts[0], "Message") is { Length: > 0 } message
            ? $": {message}"
            : "";
}
