using LayerPipeline.Probing;

namespace LayerPipeline.Verifying;

/// <summary>Finds the cause of a failure where there is no baseline.</summary>
/// <param name="report">The probe of the layer.</param>
/// <param name="held">The modules that the layer holds.</param>
/// <param name="optional">Libraries that are missing and that the layer does without.</param>
internal sealed class FailureCauses(ProbeReport report, LayerModules held, IReadOnlyCollection<string> optional)
{
    /// <summary>What the loader says of a library that is damaged or for another system.</summary>
    private static readonly string[] LoaderComplaints =
    [
        "ELF load command",
        "undefined symbol",
        "' not found (required by ",
        "wrong ELF class",
        "invalid ELF header",
    ];

    private readonly HashSet<string> _modules = new(report.Modules.Select(module => module.Id), StringComparer.Ordinal);

    /// <summary>Finds the cause.</summary>
    /// <param name="result">A module or a behaviour that failed.</param>
    /// <returns>The cause.</returns>
    public FailureCause CauseOf(ProbeResult result)
    {
        // The process died or hung, or a probe of the user's own failed: whatever the cause, it does not work.
        if (result is not { Status: "error", Error: { } error, Distribution: not null } || IsDamage(error))
        {
            return FailureCause.Broken;
        }

        if (error.MissingModule is { } module && !held.Has(LayerModules.PackageOf(module)))
        {
            return FailureCause.ForeignPackage;
        }

        return IsTopmost(result.Id) ? FailureCause.Broken : FailureCause.Own;
    }

    private bool IsDamage(ProbeError error) =>
        (error.MissingLibrary is { } library && !optional.Contains(library))
        || error.MissingFile is not null
        || (error.MissingModule is { } module && MissesAPart(module))
        || error.Type is "SyntaxError" or "IndentationError" or "TabError"
        || error.Type.EndsWith("PackageNotFoundError", StringComparison.Ordinal)
        || Array.Exists(LoaderComplaints, complaint => error.Message.Contains(complaint, StringComparison.Ordinal));

    /// <summary>What a module that exists only while Python runs lacks is not a file that the layer lost.</summary>
    private bool MissesAPart(string module)
    {
        var dot = module.LastIndexOf('.');
        return held.Has(dot < 0 ? module : module[..dot]);
    }

    /// <summary>Whether it is a module of the layer that is in no other one: a package as a whole.</summary>
    private bool IsTopmost(string id)
    {
        for (var dot = id.LastIndexOf('.'); dot > 0; dot = id.LastIndexOf('.', dot - 1))
        {
            if (_modules.Contains(id[..dot]))
            {
                return false;
            }
        }

        return _modules.Contains(id);
    }
}
