using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pipeline;

/// <summary>
/// The steps of a build in their order. The command line runs this list; the state machine, the roles' permissions, the documentation's
/// tables and the messages about missing files are derived from it or held to it by tests.
/// </summary>
public static class PipelineSteps
{
    /// <summary>Turns the request into one plan per combination of runtime and architecture.</summary>
    public static PipelineStep Plan { get; } = new("plan", "Plan") { Reads = [], Writes = [RunFiles.Plan] };

    /// <summary>Lets pip install the packages and packs what it left.</summary>
    public static PipelineStep Install { get; } =
        new("install", "Install") { Reads = [RunFiles.Plan], Writes = [RunFiles.Install, RunFiles.Raw] };

    /// <summary>Imports and runs the packages as pip left them: what works here has to work in the layer.</summary>
    public static PipelineStep ProbeRaw { get; } =
        new("probe-raw", "Probe raw")
        {
            Reads = [RunFiles.Plan, RunFiles.Raw],
            Writes = [RunFiles.Baseline, RunFiles.Bytecode],
            RunsPackages = true,
        };

    /// <summary>Splits raw.zip into the layer and what the layer can do without.</summary>
    public static PipelineStep Prune { get; } =
        new("prune", "Prune")
        {
            Reads = [RunFiles.Plan, RunFiles.Raw],
            ReadsWhereThere = [RunFiles.Install, RunFiles.Baseline, RunFiles.Bytecode, RunFiles.Repair],
            Writes = [RunFiles.Layer, RunFiles.Pruned, RunFiles.Prune],
        };

    /// <summary>Asks the gates. Before the probe: it is cheap, and it names the file that would not load.</summary>
    public static PipelineStep Check { get; } =
        new("check", "Check")
        {
            Reads = [RunFiles.Plan, RunFiles.Layer],
            ReadsWhereThere = [RunFiles.Install, RunFiles.Baseline, RunFiles.Prune],
            Writes = [RunFiles.Check],
        };

    /// <summary>Imports and runs the layer, as the baseline was.</summary>
    public static PipelineStep ProbeLayer { get; } =
        new("probe-layer", "Probe layer")
        {
            Reads = [RunFiles.Plan, RunFiles.Layer, RunFiles.Baseline],
            Writes = [RunFiles.Candidate],
            RunsPackages = true,
        };

    /// <summary>Compares the two probes; a regression that can be repaired sends the run back to <see cref="Prune"/>.</summary>
    public static PipelineStep Judge { get; } =
        new("judge", "Judge")
        {
            Reads = [RunFiles.Baseline, RunFiles.Candidate, RunFiles.Prune],
            ReadsWhereThere = [RunFiles.Repair],
            Writes = [RunFiles.Repair],
        };

    /// <summary>
    /// Measures how long importing the requested distributions takes: untouched, and from the layer. On AWS the function that probes the
    /// layer measures its imports itself.
    /// </summary>
    public static PipelineStep Measure { get; } =
        new("measure", "Measure")
        {
            Reads = [RunFiles.Raw, RunFiles.Baseline, RunFiles.Layer],
            ReadsWhereThere = [RunFiles.Bytecode],
            Writes = [RunFiles.Startup],
            RunsPackages = true,
        };

    /// <summary>Writes down what the layer is, from what it was made, and what was checked; as JSON, and as a page.</summary>
    public static PipelineStep Record { get; } =
        new("record", "Record")
        {
            Reads = [RunFiles.Plan, RunFiles.Install, RunFiles.Prune, RunFiles.Check, RunFiles.Layer],
            ReadsWhereThere = [RunFiles.Raw, RunFiles.Pruned, RunFiles.Baseline, RunFiles.Candidate, RunFiles.Repair, RunFiles.Startup],
            Writes = [RunFiles.Sbom, RunFiles.Provenance, RunFiles.Manifest, RunFiles.Report],
        };

    /// <summary>All steps, in order.</summary>
    public static IReadOnlyList<PipelineStep> All { get; } = [Plan, Install, ProbeRaw, Prune, Check, ProbeLayer, Judge, Measure, Record];

    /// <summary>Every file that a run holds, in the order in which they are written.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. All.SelectMany(step => step.Writes)];

    /// <summary>The step that follows another.</summary>
    /// <param name="step">The step that is done.</param>
    /// <param name="repair">Whether it was <see cref="Judge"/> and restored files: the layer is pruned again.</param>
    /// <returns>The next step, or null after the last.</returns>
    public static PipelineStep? After(PipelineStep step, bool repair = false) =>
        repair ? Prune : All.SkipWhile(other => other != step).Skip(1).FirstOrDefault();

    /// <summary>The failure of a step that finds a file missing, with the step to run first.</summary>
    /// <param name="file">One of <see cref="RunFiles"/>.</param>
    /// <returns>The exception to throw.</returns>
    public static RunFileException Missing(string file) =>
        All.FirstOrDefault(step => step.Writes.Contains(file, StringComparer.Ordinal)) is { } writer
            ? new($"{file} is missing from the run. The step {writer.Title} writes it; run that step first.")
            : new($"{file} is missing from the run.");
}
