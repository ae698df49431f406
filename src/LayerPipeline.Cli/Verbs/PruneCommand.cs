using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>prune</c>: that step alone, on the files of a run.</summary>
internal static class PruneCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var raw = new Argument<string>("raw.zip")
        {
            Description = "raw.zip, the packages as pip left them; baseline.json and repair.json are read from the same folder.",
        };
        var plan = new Option<string>("--plan")
        {
            HelpName = "FILE",
            Description = "plan.json of the run.",
            Required = true,
        };
        var folder = new Option<string?>("--output", "-o")
        {
            HelpName = "FOLDER",
            Description = "Folder for layer.zip, pruned.zip and prune.json. Default: the folder of raw.zip.",
        };
        var noEvidence = new Option<bool>("--no-evidence") { Description = "Let only rules decide if there is no baseline.json." };
        var command = new Command("prune", "Prune a raw.zip again, as a single step of a build.") { raw, plan, folder, noEvidence };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var rawPath = InputFile.MustExist(line.GetRequiredValue(raw), "raw.zip");
                var planPath = InputFile.MustExist(line.GetRequiredValue(plan), "--plan");
                var inputs = new FolderRunStore(Path.GetDirectoryName(rawPath)!);
                using var to = CreatedFolder.Make(line.GetValue(folder) ?? inputs.Folder);
                CheckRaw(rawPath, to.Path);
                using var held = RunLock.Take(to.Path);
                var run = new StepFiles(inputs, new FolderRunStore(to.Path)).With(RunFiles.Raw, rawPath).With(RunFiles.Plan, planPath);
                var output = OutputOptions.From(line, context);
                var options = new PruneOptions { UseEvidence = !line.GetValue(noEvidence) };
                var pruned = await output.StepAsync(
                    "Prune",
                    progress =>
                        NamedArchive.ReadAsync(
                            "raw.zip",
                            rawPath,
                            () =>
                                new PruneStep(RuleSet.Shipped) { Written = new WorkDone("entries written", progress).Take }.RunAsync(
                                    run,
                                    options,
                                    cancellationToken
                                )
                        ),
                    report => $"{report.BytesBefore:N0} → {report.BytesAfter:N0} bytes into {Path.Combine(to.Path, RunFiles.Layer)}"
                );
                foreach (var warning in PruneWarnings.In(pruned))
                {
                    output.Warn(warning);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>layer.zip or pruned.zip, named by mistake, would be replaced by what is made of it.</summary>
    private static void CheckRaw(string raw, string folder)
    {
        foreach (var result in new[] { RunFiles.Layer, RunFiles.Pruned })
        {
            if (string.Equals(raw, Path.Combine(folder, result), StringComparison.Ordinal))
            {
                throw new CommandLineException(
                    $"raw.zip: '{raw}' is an output of Prune and would be overwritten by it. "
                        + $"Give the {RunFiles.Raw} of that folder, or choose another folder for the results with --output."
                );
            }
        }
    }
}
