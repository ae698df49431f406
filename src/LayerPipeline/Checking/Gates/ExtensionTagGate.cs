using System.Text.RegularExpressions;
using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Checking.Gates;

/// <summary>The tag in an extension module's name is one that the runtime's Python looks for.</summary>
/// <remarks>Source: PEP 3149, PEP 384, PEP 803, and importlib.machinery.EXTENSION_SUFFIXES of CPython.</remarks>
internal sealed partial class ExtensionTagGate : IGate
{
    // The first version that looks for abi3t, in builds with and without the GIL.
    private static readonly Version FirstWithAbi3t = new(3, 15);

    /// <inheritdoc />
    public string Name => "extension-tags";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Libraries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var (runtime, architecture) = (layer.Runtime, layer.Architecture);
        var wanted = $"cpython-{runtime.Python.Replace(".", string.Empty, StringComparison.Ordinal)}";
        var modules = layer
            .Libraries.Sound.Libraries.Select(library => (library.Path, Match: Tag().Match(library.Name)))
            .Where(module => module.Match.Success)
            .ToList();
        var fitting = modules
            .Where(module => Fits(module.Match, runtime, wanted, architecture))
            .Select(module => ModuleOf(module.Path))
            .ToHashSet(StringComparer.Ordinal);
        var groups = modules
            .Where(module => !Fits(module.Match, runtime, wanted, architecture))
            .GroupBy(module => module.Match.Groups["tag"].Value, StringComparer.Ordinal)
            .ToList();
        foreach (var group in groups.OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var paths = group.Select(module => module.Path).Order(StringComparer.Ordinal).ToList();
            // Some packages bring one file for each Python; then the right one only has to be among them.
            var lost = paths.Where(path => !fitting.Contains(ModuleOf(path))).ToList();
            var message =
                $"{LayerPaths.Some(lost.Count > 0 ? lost : paths)}: built for {group.Key}, but {runtime.Name} looks for {wanted}. ";
            yield return lost.Count > 0
                ? this.Fail(group.Key, message + $"Install with Python {runtime.Python}.")
                : this.Warn(group.Key, message + "Modules for other versions of Python only take up space.");
        }

        if (groups.Count == 0)
        {
            yield return this.Pass($"{modules.Count} for {wanted} or abi3");
        }
    }

    private static bool Fits(Match module, PythonRuntime runtime, string wanted, string architecture)
    {
        if (module.Groups["abi3"].Success || module.Groups["abi3t"].Success)
        {
            return module.Groups["abi3"].Success || Version.Parse(runtime.Python) >= FirstWithAbi3t;
        }

        var machine = RuntimeCatalog.Default.FindArchitecture(architecture)!.Machine;
        return module.Groups["python"].Value == wanted
            && (!module.Groups["platform"].Success || module.Groups["platform"].Value == $"{machine}-linux-gnu");
    }

    private static string ModuleOf(string path) => $"{LayerPaths.FolderOf(path)}/{LayerPaths.NameOf(path).Split('.')[0]}";

    [GeneratedRegex(
        @"\.(?<tag>(?<abi3>abi3)|(?<abi3t>abi3t)|(?<python>(?:cpython-\d+[a-z]*|pypy\d+-pp\d+|graalpy\d+-\d+-native))(?:-(?<platform>[a-z0-9_]+-linux-[a-z]+))?)\.so$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Tag();
}
