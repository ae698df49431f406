using System.Text.RegularExpressions;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning;

namespace LayerPipeline.Installing;

/// <summary>
/// Finds out why pip has no candidate for a requirement. pip itself says only "no matching distribution";
/// what it passed over, and why, is in its log.
/// </summary>
internal sealed partial class MissingDistribution
{
    private const int ShownVersions = 8;
    private readonly PipOutput output;
    private readonly BuildPlan plan;
    private readonly string requirement;
    private readonly string name;
    private readonly string available;
    private readonly string what;

    private MissingDistribution(PipOutput output, BuildPlan plan, Match match)
    {
        this.output = output;
        this.plan = plan;
        requirement = match.Groups["requirement"].Value;
        name = RequirementName.Normalize(Name().Match(requirement).Value);
        available = match.Groups["versions"].Value;
        what = match.Groups["parent"].Success ? $"'{requirement}' (needed by {match.Groups["parent"].Value})" : $"'{requirement}'";
    }

    public static (InstallFailure Failure, string Problem)? Explain(PipOutput output, BuildPlan plan) =>
        output.Find(NoVersion()) is { } match ? new MissingDistribution(output, plan, match).Explain() : null;

    private (InstallFailure Failure, string Problem) Explain() =>
        ExplainWheels()
        ?? ExplainPython()
        ?? ExplainSources()
        ?? (
            available is "none" or ""
                ? (InstallFailure.UnknownPackage, $"pip found no package for {what}{SpellingHint()}. Check the name. {Places()}")
                : (InstallFailure.UnknownVersion, $"{what} does not exist for {Runtime()}. Available: {Versions()}. Request one of these.")
        );

    private (InstallFailure, string)? ExplainWheels()
    {
        var machine = RuntimeCatalog.Default.FindArchitecture(plan.Architecture)?.Machine ?? plan.Architecture;
        var passed = PassedWheels().Where(Wanted).ToList();
        var glibc = passed.Where(wheel => wheel.FitsPython(plan.Runtime.Python)).Select(wheel => wheel.GlibcMinor(machine)).Min();
        if (glibc is { } minor && minor > int.Parse(plan.Runtime.Glibc.Split('.')[1]))
        {
            return (
                InstallFailure.WheelTooNew,
                $"The wheels of {what} need glibc 2.{minor}; {plan.Runtime.Name} ({plan.Runtime.OperatingSystem}) has {plan.Runtime.Glibc}. "
                    + $"Request {(available is "none" or "" ? "an older version" : Versions())}, or choose a later Python."
            );
        }

        var tags = passed.SelectMany(wheel =>
            wheel.Pythons.SelectMany(python => wheel.Platforms.Select(platform => $"{python} on {platform}"))
        );
        return passed.Count == 0
            ? null
            : (
                InstallFailure.NoWheelForRuntime,
                $"{what} has no wheel for {Runtime()}. It has wheels for {MessageText.List(tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(ShownVersions))}. "
                    + $"Request {(available is "none" or "" ? "another version, another Python or another architecture" : Versions())}."
            );
    }

    private (InstallFailure, string)? ExplainPython()
    {
        var passed = output
            .Log.Select(line => OtherPython().Match(line))
            .Where(match => match.Success && IsThis(match.Groups["url"].Value))
            .ToList();
        var ignored = output.Find(IgnoredPython());
        if (passed.Count == 0 && ignored is null)
        {
            return null;
        }

        var needs = passed.Count > 0 ? passed[^1].Groups["python"].Value : ignored!.Groups["versions"].Value;
        return (
            InstallFailure.PythonNotSupported,
            $"{what} does not support Python {plan.Runtime.Python}: it needs {MessageText.Shorten(needs)}. Request another version of it, or choose another Python."
        );
    }

    private (InstallFailure, string)? ExplainSources() =>
        output.Log.Any(line => line.Contains($"No sources permitted for {name}:", StringComparison.OrdinalIgnoreCase))
            ? (
                InstallFailure.SourcesOnly,
                $"{what} is published only as source. \"allowBuild\": true (--allow-build) compiles it, on a machine or in an image like the runtime's. Or build a wheel yourself and provide it with --find-links."
            )
            : null;

    private IEnumerable<WheelFile> PassedWheels() =>
        output
            .Log.Where(line => line.Contains("none of the wheel's tags", StringComparison.Ordinal))
            .Select(line => WheelFile.TryParse(Address().Match(line).Value))
            .OfType<WheelFile>()
            .Where(wheel => wheel.Name == name);

    // Of a pinned version, only that version's wheels say why it is not there.
    private bool Wanted(WheelFile wheel)
    {
        try
        {
            return PythonVersion.TryParse(wheel.Version) is not { } version
                || Requirement.Parse(requirement).Versions.All(clause => clause.Contains(version));
        }
        catch (InvalidRequirementException)
        {
            return true;
        }
    }

    private bool IsThis(string url)
    {
        var file = url[(url.LastIndexOf('/') + 1)..];
        return RequirementName.Normalize(file).StartsWith(name + "-", StringComparison.Ordinal);
    }

    private string SpellingHint() =>
        Spelling.Hint(
            name,
            output
                .Log.Where(line => line.Contains("wrong project name", StringComparison.Ordinal))
                .Select(line => WheelFile.TryParse(Address().Match(line).Value)?.Name)
                .OfType<string>()
                .Concat(plan.Requested.Where(other => other != name))
                .Distinct(StringComparer.Ordinal)
        );

    private string Places() =>
        output.Says("Looking in indexes:")
        || !output.Log.Concat(output.Output).Any(line => line.StartsWith("Ignoring indexes:", StringComparison.Ordinal))
            ? "pip looks where its own configuration says; --index-url, --extra-index-url and --find-links add to that."
            : "pip was told to use no index (--no-index), so it looks only in the folders of --find-links. The command 'demo' needs neither.";

    private string Runtime() => $"Python {plan.Runtime.Python} on {plan.Architecture} with glibc {plan.Runtime.Glibc}";

    private string Versions()
    {
        var all = available.Split(", ");
        return all.Length <= ShownVersions
            ? MessageText.List(all)
            : $"{MessageText.List(all.TakeLast(ShownVersions))} and {all.Length - ShownVersions} older";
    }

    [GeneratedRegex(
        @"Could not find a version that satisfies the requirement (?<requirement>.+?)(?: \(from (?!versions:)(?<parent>[^)]*)\))? \(from versions: (?<versions>[^)]*)\)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex NoVersion();

    [GeneratedRegex(
        @"requires a different Python \(\S+ not in: '(?<python>[^']*)'\): (?<url>\S+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex OtherPython();

    [GeneratedRegex(
        @"Ignored the following versions that require a different python version: (?<versions>.+)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex IgnoredPython();

    [GeneratedRegex(@"[a-z]+://\S+", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Address();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]+", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Name();
}
