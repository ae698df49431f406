using LayerPipeline.Installing;

namespace LayerPipeline.Cli.Steps;

/// <summary>Fills <c>python/</c> below a folder with what a plan asks for.</summary>
internal interface IInstaller
{
    /// <summary>Installs.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="progress">Gets the installer's lines.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What it warned of.</returns>
    /// <exception cref="InstallFailedException">It failed.</exception>
    Task<IReadOnlyList<string>> RunAsync(string folder, Action<string> progress, CancellationToken cancellationToken);

    /// <summary>Reads the report, which lies in the working folder and may have been changed.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>What was installed, and a warning for each requirement that a foreign installer left out.</returns>
    Task<(InstallReport Report, IReadOnlyList<string> Missing)> ReadAsync(string folder, CancellationToken cancellationToken);
}
