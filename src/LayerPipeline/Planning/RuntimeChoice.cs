using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning;

/// <summary>The combinations of Python and architecture that a request asks for.</summary>
internal static class RuntimeChoice
{
    // Long enough for a release to be moved at leisure.
    private const int WarningDays = 180;

    public static IReadOnlyList<(PythonRuntime Runtime, LambdaArchitecture Architecture)> Read(LayerRequest request, RuntimeCatalog catalog)
    {
        var pythons = Pythons(request, catalog);
        IReadOnlyList<string> architectures = request.Architecture.Count > 0 ? request.Architecture : [catalog.DefaultArchitecture];
        CheckDistinct("python", pythons);
        CheckDistinct("architecture", architectures);
        var runtimes = pythons.Select((python, index) => FindRuntime(catalog, python, FieldOf("python", pythons, index))).ToList();
        var found = architectures
            .Select((name, index) => FindArchitecture(catalog, name, FieldOf("architecture", architectures, index)))
            .ToList();
        return [.. from runtime in runtimes from architecture in found select (runtime, Supported(runtime, architecture))];
    }

    /// <summary>Refuses runtimes for which AWS creates no functions, so that no layer could be probed there.</summary>
    public static void CheckCreatable(LayerRequest request, RuntimeCatalog catalog, DateOnly day)
    {
        var pythons = Pythons(request, catalog);
        for (var index = 0; index < pythons.Count; index++)
        {
            var field = FieldOf("python", pythons, index);
            var runtime = FindRuntime(catalog, pythons[index], field);
            if (!runtime.CanBeCreatedOn(day))
            {
                var others = catalog.Runtimes.Where(other => other.CanBeCreatedOn(day) && !other.IsPreview).Select(other => other.Python);
                throw new InvalidRequestException(
                    field,
                    runtime.Python,
                    $"is past its end on AWS: creation of functions for {runtime.Name} has been blocked since {runtime.CreationBlocked:O}, so "
                        + $"a layer can't be proven there; use {MessageText.List([.. others])}, or build for {runtime.Python} locally with "
                        + $"'layer-pipeline build'. Source: {runtime.Source}"
                );
            }
        }
    }

    private static IReadOnlyList<string> Pythons(LayerRequest request, RuntimeCatalog catalog) =>
        request.Python.Count > 0 ? request.Python : [catalog.DefaultPython];

    public static IEnumerable<string> Warnings(PythonRuntime runtime, DateOnly today)
    {
        if (runtime.IsPreview)
        {
            yield return $"{runtime.Name} is in public preview: AWS may still change it, and gives neither a service level nor support; "
                + $"don't use the layer in production. Source: {runtime.Source}";
        }

        if (runtime.Deprecated is not { } deprecated || today < deprecated.AddDays(-WarningDays))
        {
            yield break;
        }

        var when = today >= deprecated ? $"has been deprecated since {deprecated:O}" : $"will be deprecated on {deprecated:O}";
        yield return $"{runtime.Name} {when} (functions: {Blocked("creation", runtime.CreationBlocked, today)}, "
            + $"{Blocked("updates", runtime.UpdateBlocked, today)}); move to a later Python. Source: {runtime.Source}";
        if (runtime.CreationBlocked is { } creation && today >= creation)
        {
            yield return $"{runtime.Name}: functions can no longer be created, so a layer can't be proven on AWS, only on this machine";
        }
    }

    private static string Blocked(string what, DateOnly? date, DateOnly today) =>
        date is { } day ? $"{what} blocked {(today >= day ? "since" : "from")} {day:O}" : $"{what} not blocked yet";

    private static string FieldOf(string field, IReadOnlyList<string> values, int index) => values.Count == 1 ? field : $"{field}[{index}]";

    private static PythonRuntime FindRuntime(RuntimeCatalog catalog, string python, string field)
    {
        if (catalog.Find(python) is { } runtime)
        {
            return runtime;
        }

        var known = catalog.Runtimes.Select(item => item.Python).ToList();
        var hint = known.Find(version => IsSpellingOf(python, version)) is { } meant
            ? $" (did you mean '{meant}'?)"
            : Spelling.Hint(python, known);
        throw new InvalidRequestException(
            field,
            MessageText.Shorten(python),
            $"is not a Python version that Lambda supports{hint}; allowed are {MessageText.List(known)}"
        );
    }

    // python3.13, Python 3.13, 3.13.1 and 313 all mean one runtime.
    private static bool IsSpellingOf(string python, string version)
    {
        var digits = python
            .Replace("python", "", StringComparison.OrdinalIgnoreCase)
            .Replace("cp", "", StringComparison.OrdinalIgnoreCase)
            .Trim();
        return digits == version
            || digits == version.Replace(".", "", StringComparison.Ordinal)
            || digits.StartsWith(version + ".", StringComparison.Ordinal);
    }

    private static LambdaArchitecture FindArchitecture(RuntimeCatalog catalog, string name, string field)
    {
        if (catalog.FindArchitecture(name) is { } architecture)
        {
            return architecture;
        }

        var known = catalog.Architectures.Select(item => item.Name).ToList();
        var meant = catalog.Architectures.FirstOrDefault(item => item.OtherNames.Contains(name, StringComparer.OrdinalIgnoreCase))?.Name;
        var hint = meant is null ? Spelling.Hint(name, known) : $" (did you mean '{meant}'?)";
        throw new InvalidRequestException(
            field,
            MessageText.Shorten(name),
            $"is not an architecture that Lambda supports{hint}; allowed are {MessageText.List(known)}"
        );
    }

    private static LambdaArchitecture Supported(PythonRuntime runtime, LambdaArchitecture architecture) =>
        runtime.Architectures.Contains(architecture.Name)
            ? architecture
            : throw new InvalidRequestException(
                "architecture",
                architecture.Name,
                $"does not exist for {runtime.Name}; it runs on {MessageText.List(runtime.Architectures)}"
            );

    private static void CheckDistinct(string field, IReadOnlyList<string> values)
    {
        if (values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new InvalidRequestException(field, MessageText.Shorten(twice.Key), "is listed twice; keep one");
        }
    }
}
