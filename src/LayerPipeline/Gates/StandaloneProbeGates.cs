using LayerPipeline.Probing;

namespace LayerPipeline.Gates;

/// <summary>
/// Imports and behaviours of a layer that has no baseline. A module that misses a package of somebody else's may never have worked;
/// one that misses a part of a package that is in the layer, a file or a library, was broken.
/// </summary>
public static class StandaloneProbeGates
{
    /// <summary>Judges a probe by itself.</summary>
    /// <param name="report">The probe of the layer.</param>
    /// <param name="held">The modules that the layer holds.</param>
    /// <returns>The answers of both gates.</returns>
    public static IReadOnlyList<GateResult> Check(ProbeReport report, HeldModules held) =>
        [
            report.Modules.Count == 0 ? NothingFound(held) : Check("imports", "modules", report.Modules, held),
            Check("behaviours", "behaviours", report.Behaviours, held),
        ];

    private static GateResult NothingFound(HeldModules held) =>
        new()
        {
            Gate = "imports",
            Topic = GateTopic.Probe,
            Status = GateStatus.Fail,
            Measured = "0 modules found",
            Message = held.Described,
        };

    private static GateResult Check(string gate, string what, IReadOnlyList<ProbeResult> results, HeldModules held)
    {
        var failed = results.Where(result => !result.Ok).ToList();
        var broken = failed.Where(result => IsBroken(result, held)).ToList();
        return new GateResult
        {
            Gate = gate,
            Topic = GateTopic.Probe,
            Status =
                broken.Count > 0 ? GateStatus.Fail
                : failed.Count > 0 ? GateStatus.Warn
                : GateStatus.Pass,
            Measured = $"{results.Count - failed.Count} of {results.Count} {what} work; {broken.Count} miss a part of what the layer holds",
            Message = Describe(broken, failed),
        };
    }

    private static bool IsBroken(ProbeResult result, HeldModules held)
    {
        if (result.Error is not { } error || result.Distribution is null)
        {
            // The process died or hung, or a probe of the user's own failed: whatever the cause, it does not work.
            return true;
        }

        return error.MissingLibrary is not null
            || error.MissingFile is not null
            || (error.MissingModule is { } module && held.HasPackageOf(module) && module.Contains('.', StringComparison.Ordinal))
            || error.Type.EndsWith("PackageNotFoundError", StringComparison.Ordinal)
            || error.Message.Contains("ELF load command", StringComparison.Ordinal)
            || error.Message.Contains("undefined symbol", StringComparison.Ordinal)
            || error.Message.Contains("' not found (required by ", StringComparison.Ordinal)
            || error.Message.Contains("wrong ELF class", StringComparison.Ordinal)
            || error.Message.Contains("invalid ELF header", StringComparison.Ordinal);
    }

    private static string Describe(List<ProbeResult> broken, List<ProbeResult> failed)
    {
        if (broken.Count > 0)
        {
            return string.Join("\n", broken.Take(10).Select(result => $"{result.Id}: {result.Error?.Type}: {FirstLine(result)}"));
        }

        return failed.Count == 0
            ? ""
            : "what fails misses packages that the layer does not hold; without the untouched packages that is no proof of damage";
    }

    private static string FirstLine(ProbeResult result) => (result.Error?.Message ?? result.Status).Split('\n', 2)[0];
}
