using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Planning;

/// <summary>All that a request and its files ask for.</summary>
internal sealed class PlanNeeds
{
    // As many lines as a reader takes in; plan.json has them all.
    private const int SkippedWarnings = 5;

    private readonly IReadOnlyList<RequestedDistribution> _packages;
    private readonly RequestSources _sources;

    private PlanNeeds(IReadOnlyList<RequestedDistribution> packages, RequestSources sources) => (_packages, _sources) = (packages, sources);

    /// <summary>What a layer is named after.</summary>
    public IEnumerable<string> Names =>
        _packages.Select(item => item.Requirement.NormalizedName).Concat(_sources.Sources.SelectMany(source => source.Names));

    /// <summary>Reads a request.</summary>
    /// <exception cref="InvalidRequestException">It names nothing, or an extra or a group that no source has.</exception>
    public static PlanNeeds Of(LayerRequest request, RequestSources files)
    {
        var sources = files.With(request.Requirements);
        var needs = new PlanNeeds(PlanRequirements.Read(request), sources);
        if (!needs.Names.Any())
        {
            throw new InvalidRequestException(
                "packages",
                null,
                "names no package; give at least one, for example {\"packages\": [\"numpy\"]}, or the text of a requirements file as \"requirements\", or its name as \"requirementsFile\""
            );
        }

        if (!request.AllowBuild && sources.Options.FirstOrDefault(option => option.Name == PipOptionKind.NoBinary) is { } compiled)
        {
            throw new InvalidRequestException(compiled.Field, compiled.ToLine(), $"compiles packages; {UnsupportedReference.AllowBuild}");
        }

        CheckOffered("extras", request.Extras, [.. sources.Sources.SelectMany(source => source.Extras)]);
        CheckOffered("groups", request.Groups, [.. sources.Sources.SelectMany(source => source.Groups)]);
        return needs;
    }

    /// <summary>What one runtime needs.</summary>
    /// <param name="target">The runtime.</param>
    /// <param name="warnings">Gets a line for what is left out.</param>
    /// <exception cref="InvalidRequestException">Requirements exclude each other or the runtime.</exception>
    public FoundRequirements For(SourceTarget target, List<string> warnings)
    {
        var selections = _sources.Sources.Select(source => (Source: source, Selection: source.For(target))).ToList();
        var packages = PlanRequirements.Hold(_packages, target, warnings).ToList();
        selections.ForEach(each => Warn(each.Source, each.Selection, warnings));
        var all = packages.Concat(selections.SelectMany(each => each.Selection.Requirements));
        return new FoundRequirements(
            PlanRequirements.Merge(all, target, _sources.RequireHashes),
            [.. selections.SelectMany(each => each.Selection.Constraints)],
            [.. selections.Select(each => Describe(each.Source, each.Selection, target))]
        );
    }

    private static PlannedSource Describe(ISource source, SourceSelection selection, SourceTarget target) =>
        new()
        {
            Name = source.File.Name,
            Kind = source.Kind,
            Sha256 = source.File.Sha256,
            Files = source.Files,
            Requirements = selection.Requirements.Count,
            Pins = selection.Requirements.Count(item => item.Requirement.IsPinned),
            Extras = [.. target.Extras.Where(source.Extras.Contains)],
            Groups = [.. target.Groups.Where(source.Groups.Contains)],
            Skipped = [.. selection.Ignored, .. selection.Skipped],
        };

    /// <summary>A lock holds much that is for other systems; of a file that a person wrote, what has no effect may be a mistake.</summary>
    private static void Warn(ISource source, SourceSelection selection, List<string> warnings)
    {
        SkippedRequirement[] skipped = [.. selection.Ignored, .. source is RequirementsSource ? selection.Skipped : []];
        warnings.AddRange(skipped.Take(SkippedWarnings).Select(line => $"{line.Where}: '{line.What}' is skipped: {line.Why}"));
        if (skipped.Length > SkippedWarnings)
        {
            warnings.Add($"{source.File.Name}: {skipped.Length - SkippedWarnings} more lines are skipped as well; plan.json lists them");
        }
    }

    private static void CheckOffered(string field, IReadOnlyList<string> asked, IReadOnlyCollection<string> offered)
    {
        foreach (var (index, name) in asked.Index())
        {
            if (!offered.Contains(RequirementName.Normalize(name)))
            {
                throw new InvalidRequestException(
                    $"{field}[{index}]",
                    MessageText.Shorten(name),
                    offered.Count > 0
                        ? $"is not among the {field} of the files{Spelling.Hint(name, [.. offered])}; they have {MessageText.List(offered, 20)}"
                        : $"has no effect: none of the files offers {field}. Give the project's uv.lock or pyproject.toml as requirements"
                );
            }
        }
    }
}
