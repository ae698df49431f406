using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>A requirements file with all that it names.</summary>
/// <param name="file">The file.</param>
/// <param name="requirements">Its requirements, with markers.</param>
/// <param name="constraints">Lines of constraints files, with markers.</param>
/// <param name="options">pip's options.</param>
/// <param name="files">Files that it names.</param>
internal sealed class RequirementsSource(
    SourceFile file,
    IReadOnlyList<RequestedDistribution> requirements,
    IReadOnlyList<RequestedDistribution> constraints,
    IReadOnlyList<PipOption> options,
    IReadOnlyList<NamedFile> files
) : ISource
{
    /// <summary>What it is, as plan.json has it.</summary>
    public const string KindName = "requirements";

    /// <inheritdoc />
    public SourceFile File => file;

    /// <inheritdoc />
    public string Kind => KindName;

    /// <inheritdoc />
    public IReadOnlyCollection<string> Extras => [];

    /// <inheritdoc />
    public IReadOnlyCollection<string> Groups => [];

    /// <inheritdoc />
    public IEnumerable<string> Names => requirements.Select(item => item.Requirement.NormalizedName);

    /// <summary>pip's options.</summary>
    public IReadOnlyList<PipOption> Options => options;

    /// <summary>Files that it names.</summary>
    public IReadOnlyList<NamedFile> Files => files;

    /// <inheritdoc />
    public SourceSelection For(SourceTarget target)
    {
        var skipped = new List<SkippedRequirement>();
        return new SourceSelection(Hold(requirements, target, skipped), skipped) { Constraints = Hold(constraints, target, skipped) };
    }

    /// <summary>Requirements whose marker holds, without it.</summary>
    internal static List<RequestedDistribution> Hold(
        IReadOnlyList<RequestedDistribution> items,
        SourceTarget target,
        List<SkippedRequirement> skipped
    )
    {
        var holding = new List<RequestedDistribution>();
        foreach (var item in items)
        {
            if (item.Requirement.Marker is { } marker && !marker.Holds(target.Environment))
            {
                skipped.Add(Skipped(item, target));
            }
            else
            {
                holding.Add(item with { Requirement = item.Requirement.WithoutMarker() });
            }
        }

        return holding;
    }

    private static SkippedRequirement Skipped(RequestedDistribution item, SourceTarget target) =>
        new(item.Field, MessageText.Shorten(item.Requirement.ToString()), $"its marker excludes {target.Name}");
}
