using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Steps;

/// <summary>What an installer reads.</summary>
internal static class InstallFiles
{
    /// <summary>Writes it. Options of files stand in a file, too, because variables are replaced there only.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">Lines before the requirements.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(BuildPlan plan, IEnumerable<string> options, string folder, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, PipArguments.RequirementsFile),
            string.Concat(options.Select(line => line + "\n")) + plan.RequirementsText,
            cancellationToken
        );
        if (plan.ConstraintsText is { } constraints)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, PipArguments.ConstraintsFile), constraints, cancellationToken);
        }
    }
}
