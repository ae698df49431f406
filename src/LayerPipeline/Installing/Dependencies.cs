using LayerPipeline.Formats.Packaging;

namespace LayerPipeline.Installing;

/// <summary>Who needs whom, from the metadata's Requires-Dist.</summary>
internal static class Dependencies
{
    /// <summary>Finds what the installed distributions need, with the extras that were asked for.</summary>
    public static IReadOnlyList<Dependency> Find(IReadOnlyList<PipReportDocument.Item> items, MarkerEnvironment environment)
    {
        var parsed = items
            .DistinctBy(item => RequirementName.Normalize(item.Metadata.Name))
            .ToDictionary(
                item => RequirementName.Normalize(item.Metadata.Name),
                item => item.Metadata.RequiresDist.Select(TryParse).OfType<Requirement>().ToList(),
                StringComparer.Ordinal
            );
        var extras = RequestedExtras(items);
        var needs = Evaluate(parsed, extras, environment);

        // An extra of one distribution may ask for an extra of another, which then needs more: until nothing is added.
        while (AddExtras(needs, extras))
        {
            needs = Evaluate(parsed, extras, environment);
        }

        return [.. needs.Select(need => new Dependency(need.By, need.Requirement.NormalizedName, need.Requirement.ToString()))];
    }

    private static Dictionary<string, HashSet<string>> RequestedExtras(IReadOnlyList<PipReportDocument.Item> items)
    {
        var extras = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            ExtrasOf(extras, RequirementName.Normalize(item.Metadata.Name))
                .UnionWith(item.RequestedExtras.Select(RequirementName.Normalize));
        }

        return extras;
    }

    private static List<(string By, Requirement Requirement)> Evaluate(
        Dictionary<string, List<Requirement>> parsed,
        Dictionary<string, HashSet<string>> extras,
        MarkerEnvironment environment
    ) =>
        [
            .. from pair in parsed
            let here = environment.With(extras[pair.Key])
            from requirement in pair.Value
            where requirement.Marker?.Holds(here) ?? true
            select (pair.Key, requirement),
        ];

    private static bool AddExtras(List<(string By, Requirement Requirement)> needs, Dictionary<string, HashSet<string>> extras)
    {
        var added = false;
        foreach (var (_, requirement) in needs)
        {
            foreach (var extra in requirement.Extras)
            {
                added |= ExtrasOf(extras, requirement.NormalizedName).Add(extra);
            }
        }

        return added;
    }

    private static HashSet<string> ExtrasOf(Dictionary<string, HashSet<string>> extras, string name)
    {
        if (!extras.TryGetValue(name, out var set))
        {
            set = new HashSet<string>(StringComparer.Ordinal);
            extras.Add(name, set);
        }

        return set;
    }

    private static Requirement? TryParse(string text)
    {
        try
        {
            return Requirement.Parse(text);
        }
        catch (InvalidRequirementException)
        {
            // pip has judged the metadata and installed; a form that only pip reads costs one "needed by" of the report.
            return null;
        }
    }
}
