using LayerPipeline.Cli.Output;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Steps;

/// <summary>pip's own options that the command line passes on, under pip's names.</summary>
public sealed record PipOptions
{
    /// <summary>Constraints files.</summary>
    public IReadOnlyList<string> Constraints
    {
        get => field ?? [];
        init;
    }

    /// <summary>Folders, files or pages with wheels.</summary>
    public IReadOnlyList<string> FindLinks
    {
        get => field ?? [];
        init;
    }

    /// <summary>Whether no index is asked.</summary>
    public bool NoIndex { get; init; }

    /// <summary>The index, or null for the user's configured one.</summary>
    public string? IndexUrl { get; init; }

    /// <summary>Further indexes.</summary>
    public IReadOnlyList<string> ExtraIndexUrls
    {
        get => field ?? [];
        init;
    }

    /// <summary>As pip's arguments; local paths are made absolute, since pip runs in another folder.</summary>
    public IReadOnlyList<string> Arguments =>
        [
            .. Constraints.SelectMany(file => new[] { "--constraint", Absolute(file) }),
            .. FindLinks.SelectMany(place => new[] { "--find-links", Absolute(place) }),
            .. NoIndex ? ["--no-index"] : Array.Empty<string>(),
            .. IndexUrl is null ? Array.Empty<string>() : ["--index-url", IndexUrl],
            .. ExtraIndexUrls.SelectMany(url => new[] { "--extra-index-url", url }),
        ];

    /// <summary>Checks that the files and folders are there.</summary>
    /// <exception cref="CommandLineException">One is not.</exception>
    public void Check()
    {
        foreach (var file in Constraints.Where(file => !IsUrl(file) && !File.Exists(file)))
        {
            throw new CommandLineException($"--constraint: there is no file '{file}' (looked in {Environment.CurrentDirectory}).");
        }

        foreach (var place in FindLinks.Where(place => !IsUrl(place) && !Directory.Exists(place) && !File.Exists(place)))
        {
            throw new CommandLineException(
                $"--find-links: there is no folder '{place}' (looked in {Environment.CurrentDirectory}). Give a folder that contains .whl files."
            );
        }
    }

    private static string Absolute(string place) => IsUrl(place) ? place : Path.GetFullPath(place);

    private static bool IsUrl(string place) => place.Contains("://", StringComparison.Ordinal);
}
