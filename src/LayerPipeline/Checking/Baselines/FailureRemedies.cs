using LayerPipeline.Formats.Packaging;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Baselines;

/// <summary>Says of a module that fails as pip left it what is wrong, and what a user can do.</summary>
internal sealed class FailureRemedies(BaselineFacts facts)
{
    /// <summary>What failed, why, and what to do.</summary>
    /// <param name="distribution">Normalised name of the distribution that was asked for.</param>
    /// <param name="module">One of its modules, which does not import.</param>
    public string Describe(string distribution, ProbeResult module) =>
        $"import {module.Id} fails on the untouched packages ({module.Reason}). {Remedy(distribution, module)}";

    private string Remedy(string distribution, ProbeResult module)
    {
        if (facts.Baseline.Hides is [var hidden, ..])
        {
            return $"{hidden.Distribution} hides the module {hidden.Module} of the standard library, which may be why: leave it out.";
        }

        if (MissingModules.Shipped.Find(module) is { } known)
        {
            return $"{known.Reason} {known.Remedy}";
        }

        if (facts.Overwritten(distribution).FirstOrDefault(other => IsCause(other.Id, module)) is { } overwritten)
        {
            return $"{overwritten.Distribution} has overwritten {overwritten.Id} of it: see the gate shared-files.";
        }

        return module.Error switch
        {
            { Remedy: { } remedy } => $"It writes to {module.Error.Refused}, and a function can write below /tmp only. It works with "
                + $"{Variables(remedy, "=")}: build with {string.Join(' ', remedy.Select(pair => $"--environment {pair.Key}={pair.Value}"))} "
                + $"(in a request: \"environment\": {{{Variables(remedy, ": ", "\"")}}}), and set the same for the function.",
            { MissingModule: { } missing } when FolderOf(missing) is { } folder =>
                $"It is in {folder}, a folder that a .pth file adds to Python's path where packages are installed. Lambda processes no .pth "
                    + $"file of a layer: ask for a version that does without, or set PYTHONPATH=/opt/python/{folder} for the function.",
            { MissingModule: { } missing } when facts.OfRuntime(missing) is { } package =>
                $"The runtime has {package} of its own, and {distribution} does not declare it: leave it to the runtime with --runtime-provides "
                    + $"use (\"runtimeProvides\": \"use\" in a request), or add {package} to the request.",
            { MissingModule: { } missing } =>
                $"{distribution} does not declare what brings {missing}: add that distribution to the request.",
            { MissingLibrary: { } library } => $"Nothing brings {library}: see the gate needed-libraries.",
            { AllowedInFunction: { } path } =>
                $"It writes to {path} by that name. A function can, but the probe has another folder in the place of /tmp, so it is not "
                    + "known here whether it works: try the layer in a function, or ask for a version that heeds TMPDIR.",
            { Refused: { } refused } =>
                $"It writes to {refused}, and a function can write below /tmp only: ask for a version that does without, or see its "
                    + "manual for a variable that names another folder, and add it with --environment NAME=/tmp.",
            _ => "Ask for another version of it, or of what it needs.",
        };
    }

    /// <summary>Whether a module fails because of one that was overwritten: it is that one, stops in it, misses something of it, or lies in it and
    /// misses nothing else.</summary>
    private static bool IsCause(string overwritten, ProbeResult module) =>
        module.Id == overwritten
        || module.Error?.Frames.Any(frame => ImportNames.ModuleOf(frame.Split(':')[0]) == overwritten) == true
        || $"{module.Error?.MissingModule}.".StartsWith(overwritten + ".", StringComparison.Ordinal)
        || (
            module.Error is { MissingModule: null, MissingLibrary: null }
            && module.Id.StartsWith(overwritten + ".", StringComparison.Ordinal)
        );

    private static string Variables(IReadOnlyDictionary<string, string> variables, string between, string quote = "") =>
        string.Join(", ", variables.Select(pair => $"{quote}{pair.Key}{quote}{between}{quote}{pair.Value}{quote}"));

    /// <summary>The folder that a .pth file would put on Python's path, and that holds a top-level module.</summary>
    private string? FolderOf(string module)
    {
        var name = module.Split('.')[0];
        return facts.Baseline.PathFolders.FirstOrDefault(folder =>
            facts.Paths.Contains(ImportNames.SourceOf($"{folder}/{name}")) || facts.Paths.Contains(ImportNames.InitOf($"{folder}/{name}"))
        );
    }
}
