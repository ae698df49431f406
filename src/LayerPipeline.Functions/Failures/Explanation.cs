using LayerPipeline.Gates;

namespace LayerPipeline.Functions.Failures;

/// <summary>A failure for a person: the error's name, and a cause with what to do next.</summary>
/// <param name="Error">Name of the error.</param>
/// <param name="Cause">What happened and what to do.</param>
internal sealed record Explanation(string Error, string Cause)
{
    /// <summary>Names that the services give, not our exceptions.</summary>
    private const string StatesPrefix = "States.";

    public static Explanation Of(CaughtError caught) =>
        OfBuild(caught) ?? OfProbe(caught) ?? OfFunction(caught) ?? OfTimeout(caught) ?? OfOthers(caught);

    private static Explanation? OfBuild(CaughtError caught)
    {
        if (caught.Build is not { } build)
        {
            return null;
        }

        var (error, what) = build.Status switch
        {
            "STOPPED" => (nameof(BuildStoppedException), "The build was stopped by someone."),
            "TIMED_OUT" => (nameof(BuildStoppedException), "The build took longer than its limit."),
            "FAULT" => (nameof(BuildStoppedException), "CodeBuild itself failed."),
            _ => (nameof(BuildFailedException), "The build failed, and not because of pip."),
        };
        var phase = build.Phase is null ? "" : $" {build.Phase}.";
        var log = build.Log is null ? "Its log is in CodeBuild." : $"Its log: {build.Log}";
        return new Explanation(error, $"{caught.State}: {what}{phase} {log} Start the execution again; if it happens again, read the log.");
    }

    private static Explanation? OfProbe(CaughtError caught) =>
        caught.State == "Probe"
            ? new Explanation(
                nameof(ProbeFailedException),
                new ProbeFailedException(
                    $"The throwaway function that probes the layer failed with {caught.Error}: {caught.Message}"
                ).Message
            )
            : null;

    private static Explanation? OfFunction(CaughtError caught) =>
        caught.State switch
        {
            "CreateFunction" when caught.Message.Contains("exceeds the maximum allowed size", StringComparison.Ordinal) => new Explanation(
                nameof(BudgetExceededException),
                $"Lambda refused a function with the layer and those of budget.besides: {caught.Message} "
                    + "Raise budget.reserveBytes by what is over, or leave packages out."
            ),
            "CreateFunction" or "IsActive" => new Explanation(
                nameof(ProbeFailedException),
                new ProbeFailedException($"The throwaway function could not be made ({caught.Error}): {caught.Message}").Message
            ),
            _ => null,
        };

    private static Explanation? OfTimeout(CaughtError caught) =>
        caught.Error == StatesPrefix + "Timeout"
            ? new Explanation(
                caught.Error,
                $"{caught.State} took longer than its limit. Start the execution again; if it happens again, read its log."
            )
            : null;

    private static Explanation OfOthers(CaughtError caught) => new(caught.Error, $"{caught.State}: {caught.Message}");
}
