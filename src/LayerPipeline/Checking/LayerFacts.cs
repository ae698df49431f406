using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;

namespace LayerPipeline.Checking;

/// <summary>A layer and what it is measured against.</summary>
public sealed record LayerFacts
{
    /// <summary>Entries by ordinal order of names.</summary>
    public required IReadOnlyList<LayerFile> Files { get; init; }

    /// <summary>Its shared libraries.</summary>
    public required BinaryLayer Libraries { get; init; }

    /// <summary>Normalised name of the distribution of an entry, or null.</summary>
    public required Func<string, string?> DistributionOf { get; init; }

    /// <summary>The runtime that it is for.</summary>
    public required PythonRuntime Runtime { get; init; }

    /// <summary><c>x86_64</c> or <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Bytes that the layer must stay under: Lambda's limit less the reserve.</summary>
    public required long BudgetBytes { get; init; }

    /// <summary>Layers beside this one whose sizes are not known here.</summary>
    public int Besides { get; init; }

    /// <summary>What the next higher tier would remove; null where there is none or it is not known.</summary>
    public NextTier? NextTier { get; init; }

    /// <summary>Unzipped bytes of all entries.</summary>
    public long Bytes => Files.Sum(file => file.Bytes);

    /// <summary>Reads what the gates need of an archive.</summary>
    /// <param name="archive">The layer.</param>
    /// <param name="target">What it is measured against.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The facts, without what only a build knows: other layers and the next tier.</returns>
    /// <exception cref="InvalidArchiveException">It is not a zip archive, or a damaged one.</exception>
    public static async Task<LayerFacts> ReadAsync(IRangedFile archive, RuntimeTarget target, CancellationToken cancellationToken)
    {
        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        var distributions = await FileOwners.ReadAsync(archive, directory, cancellationToken);
        var files = await LayerReading.FilesAsync(archive, directory, cancellationToken);
        return new LayerFacts
        {
            Files = files,
            Libraries = await LibraryReading.ReadAsync(archive, directory, files, cancellationToken),
            DistributionOf = distributions.Find,
            Runtime = target.Runtime,
            Architecture = target.Architecture,
            BudgetBytes = target.BudgetBytes,
        };
    }
}
