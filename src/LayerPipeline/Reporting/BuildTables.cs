using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Measuring;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Reporting;

/// <summary>The end of a build as a page for a pull request: shorter than what a terminal shows.</summary>
public static class BuildTables
{
    private const int Shown = 20;

    /// <summary>Makes the sections.</summary>
    /// <param name="summary">The end of the build.</param>
    /// <returns>What a reviewer asks first comes first.</returns>
    public static IReadOnlyList<TextSection> Of(BuildSummary summary) =>
        [
            Result(summary),
            TextSection.Of(
                "Distributions",
                [new("Distribution"), new("Version"), new("Licence"), new("Before", true), new("After", true)],
                summary.Distributions,
                Shown,
                total =>
                {
                    var installed = summary.Manifest.Distributions.FirstOrDefault(item => item.Name == total.Distribution);
                    return
                    [
                        total.Distribution,
                        installed?.Version ?? "",
                        installed?.License ?? "",
                        MessageText.Number(total.BytesBefore),
                        MessageText.Number(total.BytesAfter),
                    ];
                }
            ),
            TextSection.Of(
                "Removed",
                [new("Rule"), new("Tier"), new("Files", true), new("Bytes", true)],
                [.. summary.Rules.Where(rule => rule.Removed > 0)],
                Shown,
                rule => [rule.Rule, rule.Tier ?? "", MessageText.Number(rule.Removed), MessageText.Number(rule.RemovedBytes)]
            ),
            .. Gates(summary.Manifest.Gates),
            .. Startup(summary.Manifest.Startup),
        ];

    private static TextSection Result(BuildSummary summary)
    {
        var manifest = summary.Manifest;
        return new TextSection
        {
            Title = $"{manifest.Name} for {manifest.Runtime} on {manifest.Architecture}",
            Notes =
            [
                $"{MessageText.Number(manifest.BytesBefore)} → {MessageText.Number(manifest.Bytes)} bytes unzipped, "
                    + $"{MessageText.Number(manifest.BudgetBytes - manifest.Bytes)} of the budget of {MessageText.Number(manifest.BudgetBytes)} left; "
                    + $"{MessageText.Number(manifest.ZipBytes)} bytes zipped.",
                manifest.Proven
                    ? $"Proven: everything that worked on the untouched packages works on the layer{(manifest.GivenUp.Count > 0 ? ", but for what was given up" : "")}."
                    : $"UNPROVEN: {MessageText.Shorten(manifest.Unproven ?? "", 500)}.",
                .. manifest.GivenUp.Count > 0 ? [$"Given up: {MessageText.List(manifest.GivenUp, Shown)}."] : (string[])[],
                .. manifest.Restored.Count > 0 ? [$"{Plural.Of(manifest.Restored.Count, "file")} restored by Repair."] : (string[])[],
            ],
        };
    }

    private static IEnumerable<TextSection> Gates(IReadOnlyList<GateResult> gates)
    {
        var notable = gates.Where(gate => gate.Status != GateStatus.Pass).ToList();
        yield return TextSection.Of(
            "Gates",
            notable.Count == 0 ? [] : [new("Gate"), new("Result"), new("Measured")],
            notable,
            Shown,
            gate => [gate.Gate, gate.Status.ToString().ToUpperInvariant(), gate.Measured],
            $"{gates.Count - notable.Count} of {gates.Count} gates passed."
        );
    }

    private static IEnumerable<TextSection> Startup(IReadOnlyList<StartupFigure> startup)
    {
        if (startup.Count > 0)
        {
            yield return TextSection.Of(
                "Start-up",
                [new("Import"), new("As pip compiles it", true), new("Without bytecode", true), new("This layer", true)],
                startup,
                Shown,
                figure => [figure.Id, Seconds(figure.Compiled), Seconds(figure.Uncompiled), Seconds(figure.Layer)]
            );
        }
    }

    private static string Seconds(double? seconds) =>
        seconds is { } known ? known.ToString("0.00 s", System.Globalization.CultureInfo.InvariantCulture) : "";
}
