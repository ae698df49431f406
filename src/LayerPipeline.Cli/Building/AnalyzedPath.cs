using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;

namespace LayerPipeline.Cli.Building;

/// <summary>What a path names that may be of any kind.</summary>
/// <param name="Archive">The archive, or the folder where it is to be packed first.</param>
/// <param name="Run">The run that the archive is of; null for all else.</param>
/// <param name="IsPlainFolder">Whether it is a folder that no build wrote.</param>
internal sealed record AnalyzedPath(string Archive, FolderRunStore? Run, bool IsPlainFolder)
{
    /// <summary>Tells it by what is there.</summary>
    /// <param name="path">The path.</param>
    /// <param name="argument">The argument that names it.</param>
    /// <exception cref="CommandLineException">Nothing is there.</exception>
    public static AnalyzedPath Of(string path, string argument)
    {
        if (File.Exists(path))
        {
            return new AnalyzedPath(path, Run: null, IsPlainFolder: false);
        }

        if (!Directory.Exists(path))
        {
            throw new CommandLineException(
                $"{argument}: there is neither a file nor a folder '{path}' (looked in {Environment.CurrentDirectory}). Give a zip, a wheel or a folder."
            );
        }

        var found = new[] { RunFiles.Layer, RunFiles.Raw }.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists);
        return found is not null && File.Exists(Path.Combine(path, RunFiles.Plan))
            ? new AnalyzedPath(found, new FolderRunStore(path), IsPlainFolder: false)
            : new AnalyzedPath(path, Run: null, IsPlainFolder: true);
    }

    /// <summary>Opens the archive; a folder is packed first.</summary>
    /// <param name="scratch">Folder for what is packed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The archive; the caller disposes of it.</returns>
    public async Task<LocalFile> OpenAsync(string scratch, CancellationToken cancellationToken)
    {
        if (!IsPlainFolder)
        {
            return new LocalFile(Archive);
        }

        var packed = Path.Combine(scratch, Path.GetRandomFileName());
        await using (var stream = File.Create(packed))
        {
            await FolderArchive.PackAsync(Archive, "", stream, cancellationToken);
        }

        return new LocalFile(packed);
    }

    /// <summary>The probe of the untouched packages, where this is a run that has one.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ProbeReport?> BaselineAsync(CancellationToken cancellationToken) =>
        Run is null ? null : await Run.TryReadJsonAsync(RunFiles.Baseline, ProbingJson.Default.ProbeReport, cancellationToken);
}
