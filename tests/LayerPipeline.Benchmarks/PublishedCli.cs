using CliWrap;

namespace LayerPipeline.Benchmarks;

/// <summary>The command line as the README installs it: published, one native executable.</summary>
internal static class PublishedCli
{
    /// <summary>Publishes a copy of the sources, so that the repository's own lock files and outputs stay as they are.</summary>
    /// <returns>Path of the executable.</returns>
    public static async Task<string> PublishAsync(string repository, string folder, CancellationToken cancellationToken)
    {
        var copy = Path.Combine(folder, "source");
        var published = Path.Combine(folder, "published");
        foreach (var file in Sources(repository))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(repository, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments(["publish", Path.Combine(copy, "src", "LayerPipeline.Cli"), "-o", published, "--nologo", "-v", "q"])
            .WithStandardOutputPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .ExecuteAsync(cancellationToken);
        return Path.Combine(published, "layer-pipeline");
    }

    private static IEnumerable<string> Sources(string repository) =>
        new[] { "src", "build", "tests/StandIns" }
            .Select(folder => Path.Combine(repository, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(repository))
            .Where(file => !Path.GetRelativePath(repository, file).Split('/').Any(part => part is "bin" or "obj" or "packages.lock.json"));
}
