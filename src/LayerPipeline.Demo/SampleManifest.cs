using System.Collections.ObjectModel;

namespace LayerPipeline.Demo;

/// <summary>sample.json: what a build backend would take from pyproject.toml.</summary>
/// <remarks>
/// Generated JSON readers set every init property, with null where the file has no such field, so an initialiser
/// would be lost: the getters give the defaults.
/// </remarks>
public sealed record SampleManifest
{
    /// <summary>Distribution name.</summary>
    public required string Name { get; init; }

    /// <summary>Version by PEP 440.</summary>
    public required string Version { get; init; }

    /// <summary>One sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Version specifier for Python, for example <c>&gt;=3.10</c>.</summary>
    public required string RequiresPython { get; init; }

    /// <summary>Licence by SPDX; its text is the file LICENSE next to sample.json.</summary>
    public required string License { get; init; }

    /// <summary>Requirements by PEP 508.</summary>
    public IReadOnlyList<string> Requires
    {
        get => field ?? [];
        init;
    }

    /// <summary>Requirements by PEP 508 of each extra.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Extras
    {
        get => field ?? ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;
        init;
    }

    /// <summary>Entry points: group, then name, then object reference.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> EntryPoints
    {
        get => field ?? ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>.Empty;
        init;
    }

    /// <summary>Modules to compile; a sample that has some is packed only where they can be.</summary>
    public IReadOnlyList<SampleExtension> Extensions
    {
        get => field ?? [];
        init;
    }
}
