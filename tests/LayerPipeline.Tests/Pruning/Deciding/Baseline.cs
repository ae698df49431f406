using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Pruning.Deciding;

/// <summary>Builds probes of a raw tree.</summary>
internal sealed class Baseline
{
    private readonly List<ProbeResult> _modules = [];
    private readonly List<ProbeResult> _behaviours = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _imports = new(StringComparer.Ordinal);

    public ProbeReport Report =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = _modules,
            Behaviours = _behaviours,
            Imports = _imports,
        };

    public Baseline Opened(string module, params string[] files)
    {
        _modules.Add(
            new ProbeResult
            {
                Id = module,
                Status = "ok",
                Opened = files,
            }
        );
        return this;
    }

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

    public Baseline Imports(string importer, params string[] imported)
    {
        _imports.Add(importer, imported);
        return this;
    }
}
