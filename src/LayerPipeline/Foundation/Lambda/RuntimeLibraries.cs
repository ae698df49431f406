using System.Text.Json;

namespace LayerPipeline.Foundation.Lambda;

/// <summary>Libraries that a runtime of Lambda has of its own. Source: runtime-libraries.json, where each entry names its own.</summary>
internal sealed class RuntimeLibraries
{
    private static readonly Dictionary<string, string> NoVersions = [];

    private readonly Dictionary<string, RuntimeLibrary> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Version> _highest = new(StringComparer.Ordinal);

    private RuntimeLibraries(string runtime, RuntimeLibrarySystem system, IEnumerable<RuntimeLibrary> libraries, string python)
    {
        Runtime = runtime;
        OperatingSystem = system.OperatingSystem;
        Installer = system.Installer;
        foreach (var library in libraries)
        {
            foreach (var name in library.Names)
            {
                _byName[name.Replace("{python}", python, StringComparison.Ordinal)] = library;
            }

            foreach (var (family, version) in library.Highest ?? NoVersions)
            {
                _highest[family] = Version.Parse(version);
            }

            _others.UnionWith(library.Others ?? []);
        }
    }

    /// <summary>Lambda's identifier, for example <c>python3.13</c>.</summary>
    public string Runtime { get; }

    /// <summary>For example <c>Amazon Linux 2023</c>.</summary>
    public string OperatingSystem { get; }

    /// <summary>The program that installs its packages: <c>dnf</c> or <c>yum</c>.</summary>
    public string Installer { get; }

    /// <summary>Names as in DT_NEEDED, in ordinal order.</summary>
    public IReadOnlyList<string> Names => [.. _byName.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The libraries of a runtime.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>Its libraries.</returns>
    /// <exception cref="ArgumentException">Its operating system is not in the data.</exception>
    public static RuntimeLibraries For(PythonRuntime runtime, string architecture)
    {
        var system =
            Load().Systems.SingleOrDefault(system => system.OperatingSystem == runtime.OperatingSystem)
            ?? throw new ArgumentException($"nothing is known about the libraries of {runtime.OperatingSystem}", nameof(runtime));
        var libraries = system.Libraries.Where(library => library.Architecture is null || library.Architecture == architecture);
        return new RuntimeLibraries(runtime.Name, system, libraries, runtime.Python);
    }

    /// <summary>Whether the runtime has a library.</summary>
    /// <param name="name">Name as in DT_NEEDED.</param>
    /// <returns>Whether it does.</returns>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Whether the runtime's libraries bring a version.</summary>
    /// <param name="version">For example <c>GLIBC_2.28</c>.</param>
    /// <returns>Whether they do; true for versions of a family that nothing is known about.</returns>
    public bool Brings(string version)
    {
        var (family, number) = Split(version);
        return !_highest.TryGetValue(family, out var highest) || (number is null ? _others.Contains(version) : number <= highest);
    }

    /// <summary>The highest version of a family, for example <c>GLIBC_2.26</c>; null for a family that nothing is known about.</summary>
    /// <param name="version">Any version of the family.</param>
    /// <returns>The version.</returns>
    public string? HighestLike(string version) =>
        _highest.TryGetValue(Split(version).Family, out var highest) ? $"{Split(version).Family}_{highest}" : null;

    /// <summary>Splits <c>GLIBC_2.17</c> at its number; the number is null where there is none.</summary>
    internal static (string Family, Version? Number) Split(string version)
    {
        var at = version.IndexOf('_', StringComparison.Ordinal);
        var family = at < 0 ? version : version[..at];
        var text = at < 0 ? string.Empty : version[(at + 1)..];
        // Version wants two parts at least.
        return (
            family,
            Version.TryParse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0", out var number) ? number : null
        );
    }

    private static RuntimeLibraryTable Load()
    {
        using var stream = typeof(RuntimeLibraries).Assembly.GetManifestResourceStream("runtime-libraries.json")!;
        return JsonSerializer.Deserialize(stream, RuntimeLibraryJson.Default.RuntimeLibraryTable)!;
    }
}
