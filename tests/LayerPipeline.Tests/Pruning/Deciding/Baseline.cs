using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>Builds probes of a raw tree.</summary>
internal sealed class Baseline
{
    private readonly List<ProbeResult> _modules = [];
    private readonly List<ProbeResult> _behaviours = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _imports = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _later = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _reads = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<int>> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _outside = [];

    public ProbeReport Report =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = _modules,
            Behaviours = _behaviours,
            Imports = _imports,
            Later = _later,
            Lines = _lines,
            Names = _names,
            Reads = _reads,
            OpenedOutside = _outside,
        };

    public Baseline Opened(string module, params string[] files) =>
        Module(
            new()
            {
                Id = module,
                Status = "ok",
                Opened = files,
            }
        );

    public Baseline Listed(string module, params string[] folders) =>
        Module(
            new()
            {
                Id = module,
                Status = "ok",
                Listed = folders,
            }
        );

    public Baseline Read(string module, params string[] libraries) =>
        Module(
            new()
            {
                Id = module,
                Status = "ok",
                Read = libraries,
            }
        );

    public Baseline Used(string behaviour, params string[] files) => Behaviour(behaviour, "ok", files);

    public Baseline Behaviour(string id, string status, params string[] files)
    {
        _behaviours.Add(
            new ProbeResult
            {
                Id = id,
                Distribution = id.StartsWith("request/", StringComparison.Ordinal) ? null : "pkg",
                Status = status,
                Used = files,
            }
        );
        return this;
    }

    public Baseline Imports(string importer, params string[] imported) => With(_imports, importer, imported);

    /// <summary>Lines of what <see cref="Imports"/> says, in the same order.</summary>
    public Baseline At(string importer, params int[] lines)
    {
        _lines[importer] = lines;
        return this;
    }

    public Baseline Later(string importer, params string[] imported) => With(_later, importer, imported);

    public Baseline Names(string source, params string[] named) => With(_names, source, named);

    public Baseline Reads(string source, params string[] libraries) => With(_reads, source, libraries);

    public Baseline OpenedOutside(params string[] files)
    {
        _outside.AddRange(files);
        return this;
    }

    private Baseline Module(ProbeResult result)
    {
        _modules.Add(result);
        return this;
    }

    private Baseline With(Dictionary<string, IReadOnlyList<string>> edges, string from, string[] to)
    {
        edges.Add(from, to);
        return this;
    }
}
