using System.CommandLine;
using System.Text;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Folders;
using LayerPipeline.Recording;
using LayerPipeline.Recording.Materials;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>sbom</c>: the bill of materials of a finished run, in any version that is known.</summary>
internal static class SbomCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var folder = new Argument<string>("folder") { Description = "A folder that build wrote." };
        var spec = new Option<string>("--spec")
        {
            HelpName = "VERSION",
            Description = $"Version of CycloneDX: {string.Join(" or ", BillOfMaterials.Versions)}.",
            DefaultValueFactory = _ => BillOfMaterials.Versions[0],
        };
        spec.AcceptOnlyFromAmong([.. BillOfMaterials.Versions]);
        var command = new Command("sbom", "Print the bill of materials of a layer, as CycloneDX in JSON.") { folder, spec };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var run = FinishedRun.At(line.GetRequiredValue(folder));
                var materials = await NamedArchive.ReadAsync(
                    "folder",
                    run.Folder,
                    () => RecordStep.ReadMaterialsAsync(run, cancellationToken)
                );
                var text = Encoding.UTF8.GetString(BillOfMaterials.Write(materials, line.GetRequiredValue(spec)));
                await context.Console.Profile.Out.Writer.WriteLineAsync(text);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
