using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Libraries;

/// <summary>Everything that can be said about a layer's shared libraries without loading them.</summary>
public static class BinaryGates
{
    /// <summary>Checks the shared libraries of a layer.</summary>
    /// <param name="layer">The libraries.</param>
    /// <param name="runtime">The runtime that has to load them.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>At least one finding a gate, in a fixed order.</returns>
    public static IReadOnlyList<BinaryFinding> Check(BinaryLayer layer, PythonRuntime runtime, string architecture)
    {
        var own = RuntimeLibraries.For(runtime, architecture);
        var machine = MachineGate.Check(layer.Libraries, architecture);
        // A library of another machine or a damaged one is named once; what it needs would only be noise.
        var sound = layer with
        {
            Libraries = [.. layer.Libraries.Where(library => MachineGate.Fits(library, architecture))],
        };
        var needed = NeededLibraries.Follow(sound, own);
        return
        [
            .. machine,
            .. LoadSegmentGate.Check(sound.Libraries),
            .. NeededLibraryGate.Check(sound, needed, own),
            .. LibraryVersionGate.Check(sound.Libraries, needed, own),
            .. NeededSymbolGate.Check(sound, needed),
            .. ExtensionTagGate.Check(sound.Libraries, runtime, architecture),
            .. HardeningGate.Check(sound.Libraries),
        ];
    }
}
