using LayerPipeline.Functions.Payloads;

namespace LayerPipeline.Functions.Failures;

/// <summary>Some requests of the bucket can't be started as they stand; the others were.</summary>
/// <param name="refused">Those, each with its error.</param>
/// <param name="all">How many were looked at.</param>
public sealed class RequestsRefusedException(IReadOnlyList<StartedBuild> refused, int all)
    : LayerPipelineException(
        $"{refused.Count} of {all} requests could not be started. Correct them and upload them again:\n"
            + string.Join('\n', refused.Select(build => $"  {build.Request}: {build.Error}"))
    );
