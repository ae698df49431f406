using System.Xml.Linq;
using CliWrap;
using CliWrap.Buffered;

namespace LayerPipeline.Testing;

/// <summary>The sources as a fresh clone has them. What is built from them touches neither the repository nor another test's build.</summary>
public sealed class SourceCopy
{
    private readonly string _folder;

    private SourceCopy(string folder) => _folder = folder;

    /// <summary>Copies what the products are built from, without what was built.</summary>
    /// <param name="folder">Gets the copy.</param>
    /// <param name="repository">Where the sources are, if not above the tests.</param>
    public static SourceCopy To(string folder, string? repository = null)
    {
        var root = repository ?? Repository.Root;
        foreach (var file in Sources(root))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return new SourceCopy(folder);
    }

    public string Find(string path) => Path.Combine(_folder, path);

    /// <summary>Runs <c>dotnet</c> as on a machine whose feed has none of the packages that have stand-ins.</summary>
    public async Task<BufferedCommandResult> RunWithStandInsAsync(string verb, string project, params string[] options) =>
        await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([verb, Find(project), "--nologo", $"-p:FeedAnswers={WriteAnswers()}", .. options])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    /// <summary>The answers that the build keeps of a feed, see build/FeedChoice.proj.</summary>
    private string WriteAnswers()
    {
        var answers = Find("answers/");
        foreach (var package in XDocument.Load(Find("Directory.Packages.props")).Descendants("PackageVersion"))
        {
            if (package.Attribute("StandIn") is not null)
            {
                var folder = $"{answers}{package.Attribute("Include")!.Value}.{package.Attribute("Version")!.Value}";
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "answer.txt"), "stand-in\n");
            }
        }

        return answers;
    }

    private static IEnumerable<string> Sources(string root) =>
        new[] { "src", "build", "tests/StandIns" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(root))
            .Where(file => !Path.GetRelativePath(root, file).Split('/').Any(part => part is "bin" or "obj"));
}
