using System.Text.Json.Serialization;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Planning;

/// <summary>
/// plan.json: one combination of Python and architecture, with every default of the request filled in.
/// Every later step reads this and never the request.
/// </summary>
public sealed record BuildPlan
{
    /// <summary>Version of this file's form.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Layer name, valid for Lambda.</summary>
    public required string Name { get; init; }

    /// <summary>The request for this combination alone, all defaults filled in.</summary>
    public required LayerRequest Request { get; init; }

    /// <summary>The requirements file that pip gets, normalised, one requirement a line.</summary>
    public required string RequirementsText { get; init; }

    /// <summary>Constraints that files named, one a line, or null where there are none.</summary>
    public string? ConstraintsText { get; init; }

    /// <summary>What was understood of the files, and of the request's text, that name requirements.</summary>
    public IReadOnlyList<PlannedSource> Sources
    {
        get => field ?? [];
        init;
    }

    /// <summary>Normalised names (PEP 503) of the distributions that were asked for by name.</summary>
    public required IReadOnlyList<string> Requested { get; init; }

    /// <summary>Normalised names of the distributions that are left to the runtime, whether or not anything needs them.</summary>
    public IReadOnlyList<string> Provided
    {
        get => field ?? [];
        init;
    }

    /// <summary>The runtime's facts at planning time.</summary>
    public required PythonRuntime Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Tags for pip's <c>--platform</c>, best first.</summary>
    public required IReadOnlyList<string> Platforms { get; init; }

    /// <summary>
    /// Arguments after <c>python -m pip</c> when the interpreter is the runtime's own. Paths are relative to the
    /// working directory: requirements.txt is read, python/ and pip-report.json are written.
    /// </summary>
    public required IReadOnlyList<string> PipArguments { get; init; }

    /// <summary>The same for an interpreter of another version or machine (<c>--python-version</c>, <c>--platform</c>, ...).</summary>
    public required IReadOnlyList<string> ForeignPipArguments { get; init; }

    /// <summary>
    /// Arguments after <c>uv</c> for the runtime's own interpreter, whose path is added where it runs; null where pip installs.
    /// </summary>
    public IReadOnlyList<string>? UvArguments { get; init; }

    /// <summary>What the probe is told, of the raw packages and of the layer alike.</summary>
    public required PlannedProbe ProbeArguments { get; init; }

    /// <summary>Bytes that this layer may have unzipped: the limit less the reserve (siblings are added by Check).</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>What Install takes for a function to inflate a cold store with; null where there is none, or Python does that itself.</summary>
    public ColdDecoder? Decoder { get; init; }

    /// <summary>ARN of the profile with which AWS Signer signs the layer before it is published; null where it is not signed.</summary>
    public string? SigningProfileArn { get; init; }

    /// <summary>What the layer is measured against.</summary>
    [JsonIgnore]
    public RuntimeTarget Target => new(Runtime, Architecture, BudgetBytes);

    /// <summary>Things that a user should know and that stop nothing, such as a deprecated runtime.</summary>
    public IReadOnlyList<string> Warnings
    {
        get => field ?? [];
        init;
    }
}
