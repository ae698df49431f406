using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Planning;

namespace LayerPipeline.Verifying;

/// <summary>The gates' answers about an archive that no build made.</summary>
/// <param name="Gates">The answers.</param>
/// <param name="Modules">The modules that the archive holds.</param>
public sealed record ArchiveCheck(IReadOnlyList<GateResult> Gates, LayerModules Modules)
{
    /// <summary>Asks every gate.</summary>
    /// <param name="archive">The layer.</param>
    /// <param name="target">What it is measured against.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The answers; nothing is thrown for a failed gate.</returns>
    /// <exception cref="InvalidArchiveException">It is not a zip archive, or a damaged one.</exception>
    public static async Task<ArchiveCheck> RunAsync(IRangedFile archive, RuntimeTarget target, CancellationToken cancellationToken)
    {
        var layer = await LayerReading.ReadAsync(archive, target, cancellationToken);
        return new(LayerGates.Check(layer).Gates, new LayerModules(layer.Files.Select(file => file.Name), target.Runtime.Python));
    }
}
