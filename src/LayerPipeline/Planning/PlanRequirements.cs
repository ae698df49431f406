using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Planning;

/// <summary>The requirements of a request, read, and what of them one runtime needs.</summary>
internal static class PlanRequirements
{
    /// <summary>Reads <c>packages</c>.</summary>
    public static IReadOnlyList<RequestedDistribution> Read(LayerRequest request) =>
        request.Packages.Count <= Limits.Requirements
            ? [.. request.Packages.Select(ReadPackage)]
            : throw new InvalidRequestException(
                "packages",
                null,
                $"has more than {Limits.Requirements} requirements; list only direct ones; pip finds the others"
            );

    /// <summary>Those of them whose marker holds for a runtime.</summary>
    public static IEnumerable<RequestedDistribution> Hold(
        IReadOnlyList<RequestedDistribution> packages,
        SourceTarget target,
        List<string> warnings
    )
    {
        foreach (var item in packages)
        {
            if (item.Requirement.Marker is { } marker && !marker.Holds(target.Environment))
            {
                warnings.Add($"{item.Field}: '{item.Requirement}' is skipped: its marker excludes {target.Name}");
            }
            else
            {
                yield return item with
                {
                    Requirement = item.Requirement.WithoutMarker(),
                };
            }
        }
    }

    /// <summary>One requirement each name, sorted by name.</summary>
    /// <param name="all">Requirements without markers.</param>
    /// <param name="target">What they are for.</param>
    /// <param name="requireHashes">Whether each needs a hash even where none has one.</param>
    /// <exception cref="InvalidRequestException">There are none, or two exclude each other, or a hash is missing.</exception>
    public static IReadOnlyList<RequestedDistribution> Merge(
        IEnumerable<RequestedDistribution> all,
        SourceTarget target,
        bool requireHashes
    )
    {
        var needed = new SortedDictionary<string, RequestedDistribution>(StringComparer.Ordinal);
        foreach (var item in all)
        {
            var name = item.Requirement.NormalizedName;
            if (!needed.TryAdd(name, item))
            {
                needed[name] = needed[name].And(item) ?? throw Conflict(needed[name], item);
            }
        }

        CheckHashes(needed.Values, requireHashes);
        return needed.Count > 0
            ? [.. needed.Values]
            : throw new InvalidRequestException(
                "packages",
                null,
                $"leaves nothing for {target.Name}: nothing is named, or every requirement's marker excludes it"
            );
    }

    private static RequestedDistribution ReadPackage(string package, int index)
    {
        var field = $"packages[{index}]";
        var text = package.Trim();
        if (text.Length == 0)
        {
            throw new InvalidRequestException(field, package, "is empty; give a package's name, such as numpy");
        }

        if (UnsupportedReference.Explain(text) is { } problem)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(text), problem);
        }

        try
        {
            return new RequestedDistribution(Requirement.Parse(text), [], field);
        }
        catch (InvalidRequirementException exception)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(text), exception.Message + Advice(text));
        }
    }

    private static string Advice(string text)
    {
        if (text.Contains(" -", StringComparison.Ordinal))
        {
            return ". pip options are not allowed here; hashes go into \"requirements\"";
        }

        return text.Any(character => character is ' ' or ',') && !text.Any(character => character is '<' or '>' or '=' or ';')
            ? ". Make each package a separate entry, for example [\"numpy\", \"pandas\"]"
            : "";
    }

    private static InvalidRequestException Conflict(RequestedDistribution first, RequestedDistribution second) =>
        new(
            second.Field,
            MessageText.Shorten(second.ToLine()),
            $"and '{MessageText.Shorten(first.ToLine())}' ({first.Field}) exclude each other: no version, or no hash, fits both; change one of them"
        );

    // pip demands a hash and one version of everything as soon as one requirement has a hash.
    private static void CheckHashes(IReadOnlyCollection<RequestedDistribution> needed, bool requireHashes)
    {
        if (!requireHashes && needed.All(item => item.Hashes.Count == 0))
        {
            return;
        }

        foreach (var item in needed)
        {
            if (item.Hashes.Count == 0)
            {
                throw new InvalidRequestException(
                    item.Field,
                    MessageText.Shorten(item.ToLine()),
                    requireHashes
                        ? "has no hash, but --require-hashes demands one of every package, including dependencies"
                        : "has no hash, but others have; with hashes, pip requires one for every package, including dependencies. "
                            + "Add --hash=sha256:... or remove all"
                );
            }

            if (!item.Requirement.IsPinned)
            {
                throw new InvalidRequestException(
                    item.Field,
                    MessageText.Shorten(item.Requirement.ToString()),
                    "has a hash but no single version; write NAME==VERSION --hash=..."
                );
            }
        }
    }
}
