using LayerPipeline.Checking;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Judging;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;

namespace LayerPipeline.Functions.Failures;

/// <summary>A failure for a person: the error's name, and a cause with what to do next.</summary>
/// <param name="Error">Name of the error.</param>
/// <param name="Cause">What happened and what to do.</param>
internal sealed record Explanation(string Error, string Cause)
{
    /// <summary>Failures whose own message ends with what to do next.</summary>
    private static readonly HashSet<string> SayWhatToDo =
    [
        nameof(InvalidRequestException),
        nameof(BudgetExceededException),
        nameof(LayerRefusedException),
        nameof(PlatformMismatchException),
        nameof(SystemLibraryException),
        nameof(ImportRegressionException),
        nameof(ProbeFailedException),
        nameof(PackagesChangedException),
        nameof(RunFileChangedException),
        "BuildBusy",
    ];

    private const string Again = "Start the execution again; if this happens again, read the log.";

    public static Explanation Of(CaughtError caught) =>
        Expected(caught) is { } expected ? Of(expected) : new Explanation(caught.Error, $"{caught.State}: {caught.Message}{Next(caught)}");

    public static Explanation Of(LayerPipelineException exception) => new(exception.GetType().Name, exception.Message);

    private static LayerPipelineException? Expected(CaughtError caught) =>
        caught switch
        {
            { Build: { } build } => OfBuild(caught.State, build),
            { Error: "CodeBuild.AccountLimitExceededException" } => Limit(
                caught,
                "CodeBuild",
                "\"Concurrently running builds\" of the environment and compute type that BuildComputeType names; a new account may have 0 or 1"
            ),
            { Error: "Lambda.TooManyRequestsException" } => Limit(
                caught,
                "Lambda",
                "\"Concurrent executions\"; a new account may have 10. Or lower ProbeConcurrency"
            ),
            { State: "Probes" } => new ProbeFailedException($"The throwaway function failed with {caught.Error}: {caught.Message}"),
            { State: "CreateFunction" } when caught.Message.Contains("exceeds the maximum allowed size", StringComparison.Ordinal) =>
                new BudgetExceededException(
                    $"Lambda refused a function with this layer and those of budget.otherLayers: {caught.Message} "
                        + "Say in budget.otherLayersBytes how large those layers are unzipped, or leave packages out."
                ),
            { State: "CreateFunction", Error: "Lambda.ResourceConflictException" } => new ProbeFailedException(
                $"The throwaway function's name is taken, and still was after the function was deleted: {caught.Message}",
                next: "See in CloudTrail who creates or deletes functions of this name. When that has ended, start the execution again."
            ),
            { State: "CreateFunction" or "IsActive" } => new ProbeFailedException(
                $"The throwaway function could not be created ({caught.Error}): {caught.Message}",
                next: $"Check that the layers of budget.otherLayers exist and that this account may use them. {Again}"
            ),
            { State: "StartSigning" or "LookAtJob" or "FindSigned" } => new SigningFailedException(
                $"AWS Signer did not sign the layer: {caught.Message} Nothing was published. Check that the profile of the parameter "
                    + "SigningProfileArn is active, is for the platform AWSLambda-SHA384-ECDSA, is in the stack's Region, and that its account "
                    + $"lets this one use it. {Again}"
            ),
            { Error: "Timeout" or nameof(TaskCanceledException) or nameof(OperationCanceledException) } => new StepTimedOutException(
                $"{caught.State} took longer than its limit. {Again}"
            ),
            _ => null,
        };

    private static AccountLimitException Limit(CaughtError caught, string service, string quota) =>
        new(
            $"{caught.State}: this account's concurrency limit of {service} was reached, and nothing finished within two hours: {caught.Message} "
                + $"Request more in the Service Quotas console, under AWS {service}: {quota}. If the console refuses, contact AWS Support. "
                + "Then start the execution again."
        );

    private static LayerPipelineException OfBuild(string state, FailedBuild build)
    {
        var phase = build.Phase is null ? "" : $" {build.Phase}.";
        var log = build.Log is null ? "Its log is in CodeBuild." : $"Its log: {build.Log}";
        return build.Status switch
        {
            "STOPPED" => new BuildStoppedException($"{state}: someone stopped the build.{phase} {log} {Again}"),
            "TIMED_OUT" => new BuildStoppedException($"{state}: the build took longer than its limit.{phase} {log} {Again}"),
            "FAULT" => new BuildStoppedException($"{state}: CodeBuild itself failed on every attempt.{phase} {log} {Again}"),
            _ => new BuildFailedException($"{state}: the build failed, but not because of pip.{phase} {log} {Again}"),
        };
    }

    private static string Next(CaughtError caught) =>
        caught switch
        {
            { IsForbidden: true } => " A role lacks this permission: deploy the stack again, or ask whoever restricts the account's roles.",
            _ when SayWhatToDo.Contains(caught.Error) => "",
            _ => $" {Again}",
        };
}
