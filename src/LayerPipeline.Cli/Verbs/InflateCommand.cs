using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>inflate</c>: unpacks a layer as the plain one that it would be without a cold store.</summary>
internal static class InflateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var layer = new Argument<string>("layer.zip") { Description = "The layer." };
        var folder = new Argument<string>("folder") { Description = "A new folder for its files." };
        var command = new Command("inflate", "Unpack a layer with all that its cold store keeps compressed.") { layer, folder };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var path = InputFile.MustExist(line.GetRequiredValue(layer), "layer.zip");
                var to = Path.TrimEndingDirectorySeparator(Path.GetFullPath(line.GetRequiredValue(folder)));
                if (Path.Exists(to))
                {
                    throw new CommandLineException($"folder: '{to}' already exists. Give the name of a new folder.");
                }

                var units = await NamedArchive.ReadAsync("layer.zip", path, () => InflateAsync(path, to, cancellationToken));
                var cold =
                    units.Count == 0
                        ? "it has no cold store"
                        : $"{Plural.Of(units.Count, "unit")} of its cold store inflated: {string.Join(", ", units)}";
                OutputOptions.From(line, context).Say($"{path} unpacked into {to}; {cold}");
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<IReadOnlyList<string>> InflateAsync(string path, string folder, CancellationToken cancellationToken)
    {
        await using var archive = new LocalFile(path);
        var cold = await ColdLayer.OpenAsync(archive, cancellationToken);
        await using var plain = await ColdLayer.PlainAsync(archive, cancellationToken);
        await FolderArchive.UnpackAsync(plain, folder, cancellationToken);
        return [.. cold?.Store.Units.Select(unit => unit.Name) ?? []];
    }
}
