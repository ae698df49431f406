using System.Text.RegularExpressions;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Requests;

/// <summary>Judges every field of a request that is neither a requirement nor a runtime.</summary>
internal static partial class RequestValidation
{
    public static void Check(LayerRequest request)
    {
        CheckName(request.Name);
        CheckFile(request.RequirementsFile);
        CheckNames("extras", request.Extras, "an extra, such as excel", Limits.Extras);
        CheckNames("groups", request.Groups, "a dependency group, such as report", Limits.Extras);
        CheckBudget(request.Budget);
        CheckPrune(request.Prune);
        CheckSystemLibraries(request.SystemLibraries);
        CheckCold(request.ColdStore?.Names ?? []);
        CheckProbes(request.Probes);
        CheckUnused(request);
        CheckEnvironment(request.Environment);
        CheckNames("allowBroken", request.AllowBroken, "a distribution, such as numpy", Limits.Requirements);
        CheckPublish(request.Publish);
    }

    private static void CheckName(string? name)
    {
        if (name is not null && !LayerName().IsMatch(name))
        {
            throw Invalid("name", name, $"is not a layer name; 1 to {LambdaLimits.NameLength} letters, digits, - and _ are allowed");
        }
    }

    /// <summary>Checks <c>requirementsFile</c>, which is opened before the rest is judged.</summary>
    public static void CheckFile(string? path)
    {
        if (path is not null && GlobProblem(path) is { } problem)
        {
            throw Invalid(
                "requirementsFile",
                path,
                $"{problem}; it is the path of a file in the request's own folder, or below it, such as uv.lock"
            );
        }
    }

    private static void CheckBudget(BudgetRequest budget)
    {
        CheckBytes("budget.reserveBytes", budget.ReserveBytes);
        CheckBytes("budget.otherLayersBytes", budget.OtherLayersBytes ?? 0);
        if (budget.Bytes < 0)
        {
            throw Invalid(
                "budget",
                null,
                $"sets {budget.ReserveBytes:N0} and {budget.OtherLayersBytes:N0} bytes aside (reserveBytes and otherLayersBytes), together "
                    + $"more than {LambdaLimits.UnzippedBytes:N0}, the limit for a function and its layers; lower one of them"
            );
        }

        if (budget.ZipBytes is <= 0)
        {
            throw Invalid("budget.zipBytes", $"{budget.ZipBytes}", "is not a number of bytes above 0");
        }

        CheckCount("budget.otherLayers", budget.OtherLayers, LambdaLimits.OtherLayers, "layers; a function can have five in total");
        CheckEach(
            "budget.otherLayers",
            budget.OtherLayers,
            LayerVersionArn(),
            "is not the ARN of a layer version, such as arn:aws:lambda:eu-west-1:123456789012:layer:common:7"
        );
        CheckDistinct("budget.otherLayers", budget.OtherLayers);
    }

    private static void CheckBytes(string field, long bytes)
    {
        if (bytes is < 0 or > LambdaLimits.UnzippedBytes)
        {
            throw Invalid(
                field,
                $"{bytes}",
                $"is outside 0 to {LambdaLimits.UnzippedBytes:N0}, the limit for a function and its layers, in bytes unzipped"
            );
        }
    }

    private static void CheckPrune(PruneRequest prune)
    {
        if (Tier.Find(prune.UpTo) is null)
        {
            var tiers = Tier.All.Select(tier => tier.Name).ToList();
            throw Invalid(
                "prune.upTo",
                prune.UpTo,
                $"is not a tier{Spelling.Hint(prune.UpTo, tiers)}; allowed are {MessageText.List(tiers)}"
            );
        }

        CheckGlobs("prune.keep", prune.Keep);
        CheckGlobs("prune.drop", prune.Drop);
        if (prune.Keep.Intersect(prune.Drop, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            throw Invalid("prune.drop", both, "is also in prune.keep; remove it from one of them");
        }
    }

    private static void CheckGlobs(string field, IReadOnlyList<string> globs)
    {
        CheckCount(field, globs, Limits.Globs, "globs");
        foreach (var (index, glob) in globs.Index())
        {
            if (GlobProblem(glob) is { } problem)
            {
                throw Invalid($"{field}[{index}]", glob, $"{problem}; a glob is a path below python/, such as pandas/tests/**");
            }
        }
    }

    private static string? GlobProblem(string glob) =>
        glob switch
        {
            _ when string.IsNullOrWhiteSpace(glob) => "is empty",
            _ when glob.Length > Limits.GlobLength => $"has {glob.Length} characters; at most {Limits.GlobLength} are allowed",
            ['/', ..] => "begins with /",
            _ when glob.Contains('\\', StringComparison.Ordinal) => "contains a backslash; use / as the separator",
            _ when glob.Any(char.IsControl) => "contains control characters",
            _ when glob.Split('/').Any(part => part is "." or "..") => "has . or .. as a part",
            _ when glob.Split('/').SkipLast(1).Any(part => part.Length == 0) => "has an empty part (//)",
            _ => null,
        };

    private static void CheckSystemLibraries(IReadOnlyList<string> libraries)
    {
        CheckCount("systemLibraries", libraries, Limits.SystemLibraries, "libraries");
        CheckEach(
            "systemLibraries",
            libraries,
            SystemLibrary(),
            $"is neither a library's name, such as libgomp.so.1, nor a path with a / in it, nor {SystemLibraryNames.Auto}"
        );
        CheckDistinct("systemLibraries", libraries);
    }

    private static void CheckProbes(IReadOnlyList<string> probes)
    {
        CheckCount("probes", probes, Limits.Probes, "probes; combine some, or put longer tests into a package of your own");
        foreach (var (index, probe) in probes.Index())
        {
            if (string.IsNullOrWhiteSpace(probe))
            {
                throw Invalid(
                    $"probes[{index}]",
                    probe,
                    "is empty; a probe is Python code, such as import numpy; assert numpy.ones(3).sum() == 3"
                );
            }

            if (probe.Length > Limits.ProbeLength || probe.Contains('\0', StringComparison.Ordinal))
            {
                throw Invalid(
                    $"probes[{index}]",
                    probe,
                    $"has {probe.Length:N0} characters; at most {Limits.ProbeLength:N0} are allowed, and no NUL"
                );
            }
        }
    }

    private static void CheckEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var (name, value) in variables)
        {
            var field = $"environment.{MessageText.Shorten(name)}";
            if (!VariableName().IsMatch(name))
            {
                throw Invalid(field, name, "is not the name of a variable: a letter, then letters, digits and _, two characters at least");
            }

            if (EnvironmentVariables.IsReserved(name))
            {
                throw Invalid(field, name, "is a variable that Lambda sets itself, which a function can't have; leave it out");
            }

            if (value.Contains('\0', StringComparison.Ordinal))
            {
                throw Invalid(field, value, "contains NUL, which no variable can");
            }
        }

        var bytes = EnvironmentVariables.BytesOf(variables);
        if (bytes > LambdaLimits.EnvironmentBytes)
        {
            throw Invalid(
                "environment",
                null,
                $"has {bytes:N0} bytes in names and values; a function's variables may have {LambdaLimits.EnvironmentBytes:N0} in total"
            );
        }
    }

    private static void CheckNames(string field, IReadOnlyList<string> names, string what, int most)
    {
        CheckCount(field, names, most, "names");
        foreach (var (index, name) in names.Index())
        {
            if (!RequirementName.IsValid(name))
            {
                throw Invalid($"{field}[{index}]", name, $"is not the name of {what}");
            }
        }

        CheckDistinct(field, [.. names.Select(RequirementName.Normalize)]);
    }

    private static void CheckCold(IReadOnlyList<string> names)
    {
        string[] words = [ColdStoreRequest.Auto, ColdStoreRequest.Off];
        if (names.FirstOrDefault(name => words.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } word)
        {
            throw Invalid(
                "coldStore",
                word,
                names.Count > 1
                    ? "can't be combined with names; give the word alone, or only names of distributions"
                    : $"is no distribution{Spelling.Hint(word, words)}"
            );
        }

        CheckNames("coldStore", names, "a distribution, such as scipy", Limits.Requirements);
    }

    private static void CheckUnused(LayerRequest request)
    {
        if (Tier.Find(request.Prune.UpTo) == Tier.Unused && request.Probes.Count == 0)
        {
            throw Invalid(
                "prune.upTo",
                request.Prune.UpTo,
                "removes what the request's own probes do not touch, but probes is empty; give at least one that does what the function "
                    + "does, or use a lower tier"
            );
        }
    }

    private static void CheckPublish(PublishRequest publish)
    {
        if (publish.Description is { Length: > LambdaLimits.DescriptionLength } description)
        {
            throw Invalid(
                "publish.description",
                description,
                $"has {description.Length} characters; Lambda takes at most {LambdaLimits.DescriptionLength}"
            );
        }

        CheckCount("publish.shareWith", publish.ShareWith, Limits.ShareWith, "accounts");
        CheckEach("publish.shareWith", publish.ShareWith, Account(), "is not an account number; 12 digits are expected");
        CheckDistinct("publish.shareWith", publish.ShareWith);
        if (publish.KeepVersions is < 1 or > Limits.KeepVersions)
        {
            throw Invalid("publish.keepVersions", $"{publish.KeepVersions}", $"is outside 1 to {Limits.KeepVersions}; omit it to keep all");
        }

        if (publish.Storage is { } storage && !LayerStorage.All.Contains(storage))
        {
            throw Invalid(
                "publish.storage",
                storage,
                $"is not a storage{Spelling.Hint(storage, LayerStorage.All)}; allowed are {MessageText.List(LayerStorage.All)}"
            );
        }
    }

    private static void CheckCount(string field, IReadOnlyList<string> values, int most, string what)
    {
        if (values.Count > most)
        {
            throw Invalid(field, null, $"has {values.Count} entries; at most {most} {what}");
        }
    }

    private static void CheckEach(string field, IReadOnlyList<string> values, Regex pattern, string problem)
    {
        foreach (var (index, value) in values.Index())
        {
            if (!pattern.IsMatch(value))
            {
                throw Invalid($"{field}[{index}]", value, problem);
            }
        }
    }

    private static void CheckDistinct(string field, IReadOnlyList<string> values)
    {
        if (values.GroupBy(value => value, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw Invalid(field, twice.Key, "is listed twice; keep one");
        }
    }

    private static InvalidRequestException Invalid(string field, string? value, string problem) =>
        new(field, value is null ? null : MessageText.Shorten(value), problem);

    /// <summary>Source: https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html.</summary>
    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_]+\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex VariableName();

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,140}\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex LayerName();

    // Source: API Lambda, pattern of LayerVersionArn.
    [GeneratedRegex(
        @"\Aarn:aws[a-z-]{0,20}:lambda:[a-z]{2}[a-z0-9-]{1,30}:[0-9]{12}:layer:[a-zA-Z0-9_-]{1,140}:[0-9]{1,18}\z",
        RegexOptions.CultureInvariant,
        Matching.Milliseconds
    )]
    private static partial Regex LayerVersionArn();

    /// <summary>The name has the letters of a file's name only, since a package manager may be given it.</summary>
    [GeneratedRegex(
        @"\A(auto|[^\0\n]*/[^\0\n]+|[A-Za-z0-9][A-Za-z0-9._+-]{0,200}\.so[A-Za-z0-9._-]{0,50})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex SystemLibrary();

    [GeneratedRegex(@"\A[0-9]{12}\z", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Account();
}
