namespace LayerPipeline.Pruning.Deciding;

/// <summary>Files that go unless evidence keeps them, by paths below <c>python/</c>.</summary>
internal sealed class ProposedFiles
{
    private readonly HashSet<string> _all = new(StringComparer.Ordinal);
    private readonly HashSet<string> _optional = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unused = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlySet<string> All => _all;

    /// <summary>Those that go with a feature that is given up: that they can be imported themselves does not keep them.</summary>
    public IReadOnlySet<string> Optional => _optional;

    /// <summary>Those that the request's probes don't touch: what else was seen to open them does not keep them.</summary>
    public IReadOnlySet<string> Unused => _unused;

    /// <summary>Adds a file where anything proposes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="always">Whether a rule of a tier does that is always entered.</param>
    /// <param name="data">Whether a rule of the tier data does.</param>
    /// <param name="unused">Whether the tier unused does.</param>
    public void Add(string path, bool always, bool data, bool unused)
    {
        if (always || data || unused)
        {
            _all.Add(path);
        }

        if (data || unused)
        {
            _optional.Add(path);
        }

        if (unused)
        {
            _unused.Add(path);
        }
    }
}
