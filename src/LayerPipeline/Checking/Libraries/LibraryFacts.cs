using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Libraries;

/// <summary>The shared libraries of a layer, and what a loader makes of them in the runtime. Followed once, for all gates.</summary>
internal sealed record LibraryFacts
{
    /// <summary>Every library.</summary>
    public required BinaryLayer All { get; init; }

    /// <summary>
    /// Those that are whole and for the layer's processor. One that is not is named once, by its own gate; what it needs would only be
    /// noise. Who needs it still finds it.
    /// </summary>
    public required BinaryLayer Sound { get; init; }

    /// <summary>The runtime's own libraries.</summary>
    public required RuntimeLibraries Runtime { get; init; }

    /// <summary>What answers each DT_NEEDED of the sound libraries.</summary>
    public required NeededLibraries Needed { get; init; }

    /// <summary>Follows the libraries of a layer.</summary>
    /// <param name="layer">The libraries.</param>
    /// <param name="runtime">The runtime that has to load them.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>The facts.</returns>
    public static LibraryFacts Of(BinaryLayer layer, PythonRuntime runtime, string architecture)
    {
        var own = RuntimeLibraries.For(runtime, architecture);
        var sound = layer with
        {
            Libraries = [.. layer.Libraries.Where(library => library.Identity.IsFor(architecture) && library.Damage is null)],
        };
        return new LibraryFacts
        {
            All = layer,
            Sound = sound,
            Runtime = own,
            Needed = NeededLibraries.Follow(sound, own),
        };
    }
}
