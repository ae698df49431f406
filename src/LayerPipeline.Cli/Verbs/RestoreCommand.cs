using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Local.Interpreters;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>restore</c>: puts pruned files back and proves the layer again.</summary>
internal static class RestoreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var folder = new Argument<string>("folder") { Description = "A folder that build wrote." };
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files or folders below python/ to restore, for example pandas/tests; globs are allowed.",
            Arity = ArgumentArity.OneOrMore,
        };
        var interpreter = new Option<string?>("--interpreter")
        {
            HelpName = "PATH",
            Description = "The Python to use. By default, one is searched for.",
        };
        var command = new Command("restore", "Restore pruned files to a layer from pruned.zip, and prove it again.")
        {
            folder,
            paths,
            interpreter,
        };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var restoration = new LayerRestoration(context, line.GetValue(interpreter), OutputOptions.From(line, context));
                await restoration.RunAsync(line.GetRequiredValue(folder), line.GetRequiredValue(paths), cancellationToken);
                return ExitCode.Done;
            }
        );
        return command;
    }
}
