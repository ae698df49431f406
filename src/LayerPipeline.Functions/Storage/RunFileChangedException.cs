namespace LayerPipeline.Functions.Storage;

/// <summary>A file of a run is not what the build said it wrote: someone else replaced it.</summary>
/// <param name="name">The file.</param>
/// <param name="expected">ETag that the build reported.</param>
/// <param name="found">ETag that the bucket has.</param>
public sealed class RunFileChangedException(string name, string expected, string found)
    : LayerPipelineException(
        $"{name} has the ETag {found}, but the build wrote {expected}: it was replaced after the build had ended. "
            + "Nothing was published. Find out who writes to the bucket's runs/ (S3 access logs, CloudTrail data events), then start again."
    );
