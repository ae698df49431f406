using System.Text.Json;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Baselines;

/// <summary>Modules that packages take for granted. Source: missing-modules.json, where each entry names its own.</summary>
/// <param name="Modules">The modules.</param>
internal sealed record MissingModules(IReadOnlyList<MissingModule> Modules)
{
    private static readonly Lazy<MissingModules> Embedded = new(Load);

    /// <summary>The facts that come with this version.</summary>
    public static MissingModules Shipped => Embedded.Value;

    /// <summary>What is known of the module that a failed import lacks.</summary>
    /// <param name="result">A module or a behaviour.</param>
    /// <returns>The entry, or null where it lacks another module, or none.</returns>
    public MissingModule? Find(ProbeResult result) =>
        result is { Ok: false, Error.MissingModule: { } missing }
            ? Modules.FirstOrDefault(known => known.Module == missing.Split('.')[0])
            : null;

    private static MissingModules Load()
    {
        using var stream = typeof(MissingModules).Assembly.GetManifestResourceStream("missing-modules.json")!;
        return JsonSerializer.Deserialize(stream, BaselinesJson.Default.MissingModules)!;
    }
}
