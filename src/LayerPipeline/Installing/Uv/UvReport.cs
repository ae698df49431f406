using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Planning;

namespace LayerPipeline.Installing.Uv;

/// <summary>uv writes no report: what pip's would say is read from the tree that uv left, and from the plan's pins.</summary>
public static class UvReport
{
    /// <summary>Makes a report as pip writes it.</summary>
    /// <param name="plan">The plan that was installed.</param>
    /// <param name="version">uv's version.</param>
    /// <param name="python">The interpreter's version; null where it is not the runtime's.</param>
    /// <param name="infos">METADATA and WHEEL of each distribution.</param>
    /// <returns>The report's bytes, for <see cref="PipReport.Parse"/>.</returns>
    /// <exception cref="InvalidPipReportException">A METADATA has no name or no version.</exception>
    public static byte[] Make(BuildPlan plan, string version, string? python, IEnumerable<(string Metadata, string Wheel)> infos)
    {
        var pins = Pins(plan);
        var document = new PipReportDocument
        {
            Version = PipReport.KnownVersion,
            Installer = "uv",
            PipVersion = version,
            Environment = Environment(plan, python),
            Install = [.. infos.Select(info => Item(MetadataHeaders.Parse(info.Metadata), MetadataHeaders.Parse(info.Wheel), pins))],
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, PipReportJson.Default.PipReportDocument);
    }

    private static PipReportDocument.Item Item(MetadataHeaders metadata, MetadataHeaders wheel, Dictionary<string, string?> pins)
    {
        if (metadata.First("Name") is not { } name || metadata.First("Version") is not { } version)
        {
            throw new InvalidPipReportException("can't be made: a METADATA of what uv installed has no Name or no Version");
        }

        var hash = pins.GetValueOrDefault(RequirementName.Normalize(name));
        return new PipReportDocument.Item
        {
            Requested = pins.ContainsKey(RequirementName.Normalize(name)),
            DownloadInfo = new PipReportDocument.Download
            {
                Url = WheelName(name, version, wheel),
                ArchiveInfo = hash is null
                    ? null
                    : new PipReportDocument.Archive { Hashes = new Dictionary<string, string> { ["sha256"] = hash } },
            },
            Metadata = new PipReportDocument.DistributionMetadata
            {
                Name = name,
                Version = version,
                License = metadata.First("License"),
                LicenseExpression = metadata.First("License-Expression"),
                Classifier = metadata.All("Classifier"),
                RequiresDist = metadata.All("Requires-Dist"),
            },
        };
    }

    /// <summary>The name that a wheel with such tags has: of several for one interpreter, uv does not say which file it took.</summary>
    private static string WheelName(string name, string version, MetadataHeaders wheel)
    {
        var tags = wheel.All("Tag").Select(tag => tag.Trim().Split('-')).Where(parts => parts.Length == 3).ToList();
        var build = wheel.First("Build") is { } number ? $"-{number}" : "";
        return tags.Count == 0
            ? $"{name}-{version}"
            : $"{RequirementName.Normalize(name).Replace('-', '_')}-{version}{build}-{Joined(0)}-{Joined(1)}-{Joined(2)}.whl";

        string Joined(int part) => string.Join('.', tags.Select(tag => tag[part]).Distinct(StringComparer.Ordinal));
    }

    /// <summary>Normalised names of what was asked for, with the SHA-256 of the only file that fits, else null.</summary>
    private static Dictionary<string, string?> Pins(BuildPlan plan)
    {
        const string Sha256 = "--hash=sha256:";
        var pins = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var line in plan.RequirementsText.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            var hashes = words.Where(word => word.StartsWith("--hash=", StringComparison.Ordinal)).ToList();
            pins[Requirement.Parse(words[0]).NormalizedName] =
                hashes is [var only] && only.StartsWith(Sha256, StringComparison.Ordinal) ? only[Sha256.Length..] : null;
        }

        return pins;
    }

    private static Dictionary<string, string> Environment(BuildPlan plan, string? python)
    {
        var markers = PlanMarkers.Of(plan);
        var values = MarkerEnvironment.Variables.ToDictionary(name => name, markers.Value, StringComparer.Ordinal);
        if (python is not null)
        {
            values["python_full_version"] = values["implementation_version"] = python;
        }

        return values;
    }
}
