using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Pruning.Passes;

/// <summary>
/// The passes that change shared libraries, in the order in which they run. The only place that knows them by name: a new one is a
/// pass, its tier, and a line in this list.
/// </summary>
internal static class LibraryPasses
{
    /// <summary>The passes, first to last.</summary>
    public static IReadOnlyList<ILibraryPass> All { get; } =
    [
        new GpuPass(), // First: of the tier trim, so what the passes above save is counted without it.
        new KernelsPass(), // Reads the names of local functions and changes code where it stands.
        new TrimPass(), // Runs after all others: it has nothing left to do where one of them has stored the library already.
    ];

    /// <summary>The tier that stores identical libraries once, as symbolic links to one copy.</summary>
    public static Tier LinkTier => Tier.Trim;

    /// <summary>Prepares the passes of the tiers that are entered.</summary>
    /// <param name="entered">The highest tier that is entered.</param>
    /// <param name="layer">The libraries of the layer.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The passes; null where no tier that is entered changes libraries.</returns>
    public static async Task<PreparedPasses?> PrepareAsync(Tier entered, LayerLibraries layer, CancellationToken cancellationToken)
    {
        var changes = new List<(Tier, LibraryChange)>();
        foreach (var pass in UpTo(entered))
        {
            changes.Add((pass.Tier, await pass.PrepareAsync(layer, cancellationToken)));
        }

        return changes.Count == 0 ? null : new PreparedPasses(changes);
    }

    /// <summary>Whether a pass above trim may change a library.</summary>
    /// <param name="library">The whole file.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    public static bool MayGoOn(ReadOnlyMemory<byte> library, string architecture) =>
        All.Any(pass => pass.Tier.IsOnDemand && pass.Concerns(library, architecture));

    /// <summary>The passes of a tier and of those below it.</summary>
    /// <param name="highest">The tier.</param>
    /// <returns>The passes, first to last.</returns>
    public static IEnumerable<ILibraryPass> UpTo(Tier highest) => All.Where(pass => pass.Tier.Order <= highest.Order);
}
