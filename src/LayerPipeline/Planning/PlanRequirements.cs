using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning;

/// <summary>The requirements of a request, read, and what of them one runtime needs.</summary>
internal static class PlanRequirements
{
    /// <summary>Reads <c>packages</c> and <c>requirements</c>.</summary>
    public static IReadOnlyList<RequestedDistribution> Read(LayerRequest request)
    {
        var all = request
            .Packages.Select(ReadPackage)
            .Concat(request.Requirements is { } text ? RequirementsFile.Parse(text) : [])
            .Take(Limits.Requirements + 1)
            .ToList();
        return all.Count switch
        {
            0 => throw new InvalidRequestException(
                "packages",
                null,
                "names no package; give at least one, for example {\"packages\": [\"numpy\"]}, or the text of a requirements file as \"requirements\""
            ),
            > Limits.Requirements => throw new InvalidRequestException(
                "packages",
                null,
                $"has more than {Limits.Requirements} requirements; list only direct ones; pip finds the others"
            ),
            _ => all,
        };
    }

    /// <summary>The requirements whose marker holds for a runtime: one each name, sorted by name.</summary>
    public static IReadOnlyList<RequestedDistribution> For(
        IReadOnlyList<RequestedDistribution> all,
        PythonRuntime runtime,
        LambdaArchitecture architecture,
        List<string> warnings
    )
    {
        var environment = MarkerEnvironment.Of(runtime.Python, architecture.Machine);
        var needed = new SortedDictionary<string, RequestedDistribution>(StringComparer.Ordinal);
        foreach (var item in all)
        {
            if (item.Requirement.Marker is { } marker && !marker.Holds(environment))
            {
                warnings.Add($"{item.Field}: '{item.Requirement}' is skipped: its marker excludes {runtime.Name} on {architecture.Name}");
                continue;
            }

            var name = item.Requirement.NormalizedName;
            if (!needed.TryAdd(name, item) && needed[name].ToLine() != item.ToLine())
            {
                throw Conflict(needed[name], item);
            }
        }

        CheckHashes(needed.Values);
        return needed.Count > 0
            ? [.. needed.Values]
            : throw new InvalidRequestException(
                "packages",
                null,
                $"leaves nothing for {runtime.Name} on {architecture.Name}: every requirement's marker excludes it"
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
            $"and '{MessageText.Shorten(first.ToLine())}' ({first.Field}) are two requirements for one package; combine them into one with all versions and extras"
        );

    // pip demands a hash and one version of everything as soon as one requirement has a hash.
    private static void CheckHashes(IReadOnlyCollection<RequestedDistribution> needed)
    {
        if (needed.All(item => item.Hashes.Count == 0))
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
                    "has no hash, but others have; with hashes, pip requires one for every package, including dependencies. "
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
