using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning;

namespace LayerPipeline.Installing;

/// <summary>Reads what pip wrote with <c>--report</c>.</summary>
public static class PipReport
{
    internal const string KnownVersion = "1";

    /// <summary>Reads pip's report.</summary>
    /// <param name="utf8Json">The file's bytes.</param>
    /// <param name="foreign">Whether the interpreter was another version or machine than the runtime's.</param>
    /// <returns>What was installed, by name.</returns>
    /// <exception cref="InvalidPipReportException">The file is not a report, or is one of another version.</exception>
    public static InstallReport Parse(ReadOnlyMemory<byte> utf8Json, bool foreign = false)
    {
        var document = Read(utf8Json);
        var needs = Dependencies.Find([.. document.Install, .. document.LeftOut], new MarkerEnvironment(document.Environment));
        return new InstallReport
        {
            Python = document.Environment.GetValueOrDefault("python_full_version", "unknown"),
            Pip = document.PipVersion,
            Installer = document.Installer,
            Foreign = foreign,
            Warnings = PipWarnings.Of(document.Said),
            Distributions = Distributions(document.Install, needs),
            LeftOut = Distributions(document.LeftOut, needs),
        };
    }

    /// <summary>
    /// What the runtime needs and a foreign pip left out: pip evaluates markers for the Python that it runs on, whatever
    /// <c>--python-version</c> says (https://github.com/pypa/pip/issues/11664).
    /// </summary>
    /// <param name="utf8Json">The file's bytes.</param>
    /// <param name="plan">The plan that was installed.</param>
    /// <returns>One line each requirement that is missing, for a warning; add it to the request's packages.</returns>
    /// <exception cref="InvalidPipReportException">The file is not a report, or is one of another version.</exception>
    public static IReadOnlyList<string> FindMissing(ReadOnlyMemory<byte> utf8Json, BuildPlan plan)
    {
        var document = Read(utf8Json);
        var installed = document
            .Install.Concat(document.LeftOut)
            .Select(item => RequirementName.Normalize(item.Metadata.Name))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Dependencies
                .Find([.. document.Install, .. document.LeftOut], PlanMarkers.Of(plan))
                .Where(need => !installed.Contains(need.Name))
                .Select(need =>
                    $"{need.By} needs '{need.Requirement}' on {plan.Runtime.Name}, which this machine's pip omitted; add it to packages"
                )
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static PipReportDocument Read(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            var document =
                JsonSerializer.Deserialize(utf8Json.Span, PipReportJson.Default.PipReportDocument)
                ?? throw new InvalidPipReportException("is null; pip's installation report is expected");
            return document.Version == KnownVersion
                ? document
                : throw new InvalidPipReportException(
                    $"has version '{MessageText.Shorten(document.Version)}'; only version {KnownVersion} is supported, which pip 23.0 and later write. Use such a pip"
                );
        }
        catch (JsonException exception)
        {
            throw new InvalidPipReportException(
                $"is not an installation report of pip 23.0 or later: {MessageText.Shorten(exception.Message, 300)}",
                exception
            );
        }
    }

    private static IReadOnlyList<InstalledDistribution> Distributions(
        IReadOnlyList<PipReportDocument.Item> items,
        IReadOnlyList<Dependency> needs
    ) =>
        [
            .. items
                .Select(item => Distribution(item, needs))
                .DistinctBy(distribution => distribution.Name)
                .OrderBy(distribution => distribution.Name, StringComparer.Ordinal),
        ];

    private static InstalledDistribution Distribution(PipReportDocument.Item item, IReadOnlyList<Dependency> needs)
    {
        var name = RequirementName.Normalize(item.Metadata.Name);
        return new InstalledDistribution
        {
            Name = name,
            Version = item.Metadata.Version,
            File = FileOf(item.DownloadInfo.Url),
            Sha256 = Sha256Of(item.DownloadInfo.ArchiveInfo),
            License = DistributionLicense.Of(item.Metadata),
            LicenseExpression = DistributionLicense.ExpressionOf(item.Metadata),
            Url = DownloadOf(item.DownloadInfo.Url),
            Requested = item.Requested,
            RequiredBy =
            [
                .. needs
                    .Where(need => need.Name == name && need.By != name)
                    .Select(need => need.By)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
        };
    }

    // A query may hold a token; a path of this machine is nobody else's.
    private static string? DownloadOf(string url)
    {
        var masked = Credentials.Mask(url.Split('?', '#')[0]);
        return
            masked.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || masked.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            ? masked
            : null;
    }

    // Only the last part: a URL may hold a user's folder or an index's token.
    private static string FileOf(string url)
    {
        var path = url.Split('?', '#')[0].TrimEnd('/');
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static string? Sha256Of(PipReportDocument.Archive? archive)
    {
        const string Prefix = "sha256=";
        var digest =
            archive?.Hashes?.GetValueOrDefault("sha256")
            ?? (archive?.Hash?.StartsWith(Prefix, StringComparison.Ordinal) == true ? archive.Hash[Prefix.Length..] : null);
        return digest?.ToLowerInvariant();
    }
}
