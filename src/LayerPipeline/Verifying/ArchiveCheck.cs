using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Checking.Libraries;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning;
using LayerPipeline.Probing;

namespace LayerPipeline.Verifying;

/// <summary>The gates' answers about an archive that no build made.</summary>
/// <param name="Gates">The answers.</param>
/// <param name="Modules">The modules that the archive holds.</param>
public sealed record ArchiveCheck(IReadOnlyList<GateResult> Gates, LayerModules Modules)
{
    /// <summary>Libraries that are missing and that the layer does without.</summary>
    public IReadOnlyCollection<string> Optional => [.. Gates.Select(gate => gate.OptionalLibrary).OfType<string>()];

    private LayerFacts? Layer { get; init; }

    /// <summary>Asks every gate once more, now that it is known what works.</summary>
    /// <param name="report">The probe of the layer.</param>
    /// <returns>The answers: of the libraries that are missing, those that nothing needs only warn.</returns>
    public ArchiveCheck Knowing(ProbeReport report)
    {
        var layer = Layer ?? throw new InvalidOperationException("This check was not made of an archive.");
        var all = report.Modules.Select(module => module.Distribution).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Gates = LayerGates.Check(layer with { Loading = LoadingEvidence.Of(report, all, [], layer.DistributionOf) }).Gates,
        };
    }

    /// <summary>Asks every gate.</summary>
    /// <param name="archive">The layer.</param>
    /// <param name="target">What it is measured against.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answers; nothing is thrown for a failed gate.</returns>
    /// <exception cref="InvalidArchiveException">It is not a zip archive, or a damaged one.</exception>
    public static async Task<ArchiveCheck> RunAsync(IRangedFile archive, RuntimeTarget target, CancellationToken cancellationToken)
    {
        var layer = await LayerReading.ReadAsync(archive, target, cancellationToken);
        return new(LayerGates.Check(layer).Gates, new LayerModules(layer.Files.Select(file => file.Name), target.Runtime.Python))
        {
            Layer = layer,
        };
    }
}
