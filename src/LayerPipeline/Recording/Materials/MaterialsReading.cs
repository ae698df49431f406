using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;

namespace LayerPipeline.Recording.Materials;

/// <summary>Reads from the files of a run what its layer was made of. Hashes are computed of what is there, not taken from RECORDs.</summary>
internal static class MaterialsReading
{
    private const string SbomFolder = ".dist-info/sboms/";

    /// <summary>Reads.</summary>
    /// <param name="run">The run's files.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="install">What pip installed.</param>
    /// <param name="pruned">What became of each file.</param>
    /// <param name="layerSha256">SHA-256 of layer.zip, in lower-case hexadecimal.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The materials.</returns>
    /// <exception cref="RunFileException">A file of the run is missing.</exception>
    /// <exception cref="InvalidArchiveException">An archive of the run is damaged.</exception>
    public static async Task<LayerMaterials> ReadAsync(
        IRunStore run,
        BuildPlan plan,
        InstallReport install,
        PruneReport pruned,
        string layerSha256,
        CancellationToken cancellationToken
    )
    {
        await using var layer = await run.OpenAsync(RunFiles.Layer, cancellationToken) ?? throw PipelineSteps.Missing(RunFiles.Layer);
        var directory = await ZipDirectory.ReadAsync(layer, limits: null, cancellationToken);
        var cold = pruned.Cold is null ? null : await ColdLayer.OpenAsync(layer, cancellationToken);
        var stored = StoredReading.Files(cold, pruned);
        var sboms = EntryContent.SelectAsync(
            layer,
            directory.Entries.Where(entry => IsSbom(entry.Name) && entry.Bytes <= VendoredComponents.MaxBytes),
            (entry, content) => (entry.Name, Found: VendoredComponents.Read(DistributionOf(entry.Name), content)),
            cancellationToken
        );
        var read = await sboms.ToListAsync(cancellationToken);
        var understood = read.Where(sbom => sbom.Found is not null).Select(sbom => sbom.Name).ToHashSet(StringComparer.Ordinal);
        return new LayerMaterials
        {
            Plan = plan,
            Install = install with { Distributions = await LicensedAsync(install, layer, directory, cancellationToken) },
            LayerSha256 = layerSha256,
            Rewritten = await RewrittenAsync(run, layer, directory, stored, pruned, cancellationToken),
            Stored = stored,
            Decoder = await StoredReading.DecoderAsync(layer, cold, plan, cancellationToken),
            Vendored = [.. read.OrderBy(sbom => sbom.Name, StringComparer.Ordinal).SelectMany(sbom => sbom.Found ?? [])],
            Unread = [.. directory.Entries.Select(entry => entry.Name).Where(name => IsSbom(name) && !understood.Contains(name))],
        };
    }

    private static async Task<IReadOnlyList<InstalledDistribution>> LicensedAsync(
        InstallReport install,
        IRangedFile layer,
        ZipDirectory directory,
        CancellationToken cancellationToken
    )
    {
        var metadata = EntryContent.SelectAsync(
            layer,
            directory.Entries.Where(entry => IsMetadata(entry.Name)),
            (entry, content) => (Distribution: DistributionOf(entry.Name), Expression: LicenseExpression.Read(content)),
            cancellationToken
        );
        var expressions = (await metadata.ToListAsync(cancellationToken))
            .DistinctBy(item => item.Distribution, StringComparer.Ordinal)
            .ToDictionary(item => item.Distribution, item => item.Expression, StringComparer.Ordinal);
        return
        [
            .. install.Distributions.Select(item => Licensed(item, item.LicenseExpression ?? expressions.GetValueOrDefault(item.Name))),
        ];
    }

    private static InstalledDistribution Licensed(InstalledDistribution item, string? expression) =>
        item with
        {
            LicenseExpression = expression,
            License = item.License ?? expression,
        };

    private static bool IsMetadata(string name) =>
        LayerTree.Below(name) is { } path
        && path.EndsWith(".dist-info/METADATA", StringComparison.Ordinal)
        && path.Count(character => character == '/') == 1;

    private static async Task<IReadOnlyList<RewrittenFile>> RewrittenAsync(
        IRunStore run,
        IRangedFile layer,
        ZipDirectory directory,
        IReadOnlyList<StoredFile> stored,
        PruneReport pruned,
        CancellationToken cancellationToken
    )
    {
        var changed = pruned.Entries.Where(entry => entry.Action == EntryAction.Changed && entry.ChangedBy is not null).ToList();
        await using var originals = await run.OpenAsync(RunFiles.Pruned, cancellationToken);
        if (changed.Count == 0 || originals is null)
        {
            return [];
        }

        var names = changed.Select(entry => entry.Path).ToList();
        var now = await HashAsync(layer, directory, names, cancellationToken);
        foreach (var file in stored)
        {
            // Its stub has its name, and another hash.
            now[file.Path] = file.Sha256;
        }

        var before = await HashAsync(
            originals,
            await ZipDirectory.ReadAsync(originals, limits: null, cancellationToken),
            names,
            cancellationToken
        );
        return
        [
            .. changed
                .Where(entry => now.ContainsKey(entry.Path) && before.ContainsKey(entry.Path))
                .Select(entry => new RewrittenFile(entry.Path, entry.Distribution, now[entry.Path], before[entry.Path], entry.Reason ?? ""))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static async Task<Dictionary<string, string>> HashAsync(
        IRangedFile archive,
        ZipDirectory directory,
        List<string> names,
        CancellationToken cancellationToken
    )
    {
        var hashed = EntryContent.SelectAsync(
            archive,
            names.Select(directory.Find).OfType<ZipEntry>(),
            (entry, content) => KeyValuePair.Create(entry.Name, Convert.ToHexStringLower(SHA256.HashData(content))),
            cancellationToken
        );
        return new Dictionary<string, string>(await hashed.ToListAsync(cancellationToken), StringComparer.Ordinal);
    }

    private static bool IsSbom(string name) =>
        LayerTree.Below(name) is { } path && path.Contains(SbomFolder, StringComparison.Ordinal) && !path.EndsWith('/');

    private static string DistributionOf(string name)
    {
        var folder = LayerTree.Below(name)!.Split('/')[0];
        var dash = folder.IndexOf('-', StringComparison.Ordinal);
        return RequirementName.Normalize(dash < 0 ? folder : folder[..dash]);
    }
}
