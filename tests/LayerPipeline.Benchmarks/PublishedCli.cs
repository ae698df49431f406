using CliWrap;
using LayerPipeline.Testing;

namespace LayerPipeline.Benchmarks;

/// <summary>The command line as the README installs it: published, one native executable.</summary>
internal static class PublishedCli
{
    /// <summary>Publishes a copy of the sources, so that the repository's own lock files and outputs stay as they are.</summary>
    /// <returns>Path of the executable.</returns>
    public static async Task<string> PublishAsync(string repository, string folder, CancellationToken cancellationToken)
    {
        var source = SourceCopy.To(Path.Combine(folder, "source"), repository);
        var published = Path.Combine(folder, "published");
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([
                "publish",
                source.Find("src/LayerPipeline.Cli"),
                "-o",
                published,
                "-p:LayerPipelineAllowStandIns=true",
                "--nologo",
                "-v",
                "q",
            ])
            .WithStandardOutputPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .ExecuteAsync(cancellationToken);
        return Path.Combine(published, "layer-pipeline");
    }
}
