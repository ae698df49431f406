using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>What the steps of one run on this machine share.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Choice">The interpreter; null for steps that run none.</param>
/// <param name="Switches">What the command line says in addition to the request.</param>
/// <param name="Files">The run's files.</param>
/// <param name="Scratch">A folder for trees that are installed, unpacked and probed.</param>
internal sealed record LocalRun(BuildPlan Plan, InterpreterChoice? Choice, BuildSwitches Switches, IRunStore Files, string Scratch)
{
    /// <summary>The interpreter of a step that runs one.</summary>
    public InterpreterChoice Interpreter => Choice ?? throw new InvalidOperationException("This step was started without an interpreter.");

    /// <summary>Whether Install leaves the packing of raw.zip to run in parallel with Probe raw: both only read what pip left.</summary>
    public bool PacksBesideProbe { get; init; }

    /// <summary>The packing that Install left running, with its bytes; null where it is done.</summary>
    public Task<long>? Packing { get; set; }

    /// <summary>The unpacked layer as Probe layer left it, unchanged; null where there is none of the layer.zip that there is now.</summary>
    public string? ProbedTree { get; set; }

    /// <summary>Takes how far the packing is; null where nobody looks.</summary>
    public Action<string>? ShowPacking { get; set; }

    /// <summary>The folder that pip fills.</summary>
    public string RawTree => Path.Combine(Scratch, PipArguments.Target);

    /// <summary>The folder beside it that is filled with libraries of this machine; the layer's lib folder.</summary>
    public string RawLibraries => Path.Combine(Scratch, LayerTree.Libraries.TrimEnd('/'));

    /// <summary>Unpacks an archive of the run.</summary>
    /// <param name="file">One of <see cref="RunFiles"/>.</param>
    /// <param name="name">Name of the folder below <see cref="Scratch"/>; replaced where it exists.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The folder that holds the packages.</returns>
    public Task<string> UnpackAsync(string file, string name, CancellationToken cancellationToken) =>
        UnpackAsync(file, name, isPlain: false, cancellationToken);

    /// <summary>Unpacks the layer as the plain one that it would be without a cold store.</summary>
    /// <param name="name">Name of the folder below <see cref="Scratch"/>; replaced where it exists.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The folder that holds the packages.</returns>
    public Task<string> UnpackPlainAsync(string name, CancellationToken cancellationToken) =>
        UnpackAsync(RunFiles.Layer, name, isPlain: true, cancellationToken);

    private async Task<string> UnpackAsync(string file, string name, bool isPlain, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Scratch, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        await using var archive = await Files.OpenAsync(file, cancellationToken) ?? throw PipelineSteps.Missing(file);
        await FolderArchive.UnpackAsync(
            isPlain ? await ColdLayer.PlainAsync(archive, cancellationToken) : archive,
            folder,
            cancellationToken
        );
        return Path.Combine(folder, LayerTree.Prefix.TrimEnd('/'));
    }
}
