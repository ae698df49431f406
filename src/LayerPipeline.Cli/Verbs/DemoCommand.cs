using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Demo;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>demo</c>: a whole build of the sample packages in the program's folder, with no network.</summary>
internal static class DemoCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var command = new Command(
            "demo",
            "Build a layer from the sample packages in the folder samples next to the program; needs no network."
        );
        command.SetAction(
            async (line, cancellationToken) =>
            {
                await RunAsync(line, context, cancellationToken);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task RunAsync(ParseResult line, CliContext context, CancellationToken cancellationToken)
    {
        var output = OutputOptions.From(line, context);
        var interpreter = await NewestAsync(context.Interpreters, cancellationToken);
        var samples = SamplePacker.DefaultFolder;
        var wheels = ScratchFolder.Make("demo");
        try
        {
            var packed = await output.StepAsync(
                "Samples",
                _ => new SamplePacker().PackAsync(samples, wheels.FullName, interpreter.Path, cancellationToken),
                result => $"{Plural.Of(result.Wheels.Count, "package")} packed into wheels"
            );
            foreach (var note in packed.LeftOut.Select(sample => sample.ToString()).Concat(packed.Warnings))
            {
                output.Warn(note);
            }

            var request = DemoRequest.Read(samples, packed.LeftOut) with
            {
                Python = [interpreter.Minor],
                Architecture = [string.Equals(interpreter.Machine, "aarch64", StringComparison.Ordinal) ? "arm64" : interpreter.Machine],
            };
            var switches = new BuildSwitches
            {
                Pip = new PipOptions { FindLinks = [wheels.FullName], NoIndex = true },
                Interpreter = interpreter.Path,
            };
            var batch = new BuildBatch(context, switches, output);
            var plans = new Planner().Plan(request, context.Today);
            await batch.RunAsync(plans, Path.Combine(BuildCommand.DefaultFolder, plans[0].Name), cancellationToken);
        }
        finally
        {
            wheels.Delete(recursive: true);
        }
    }

    /// <summary>The newest Python of this machine that Lambda has a runtime for.</summary>
    private static async Task<Interpreter> NewestAsync(InterpreterSearch search, CancellationToken cancellationToken)
    {
        var found = await search.FindAsync(python: null, cancellationToken);
        return found
                .Where(interpreter => interpreter.HasPip && RuntimeCatalog.Default.Find(interpreter.Minor) is { IsPreview: false })
                .OrderByDescending(interpreter => Version.Parse(interpreter.Minor))
                .FirstOrDefault()
            ?? throw new CommandLineException(
                "The demo needs a Python version that Lambda supports, with pip. Found: "
                    + (found.Count == 0 ? "none" : string.Join(", ", found))
                    + ". Install one, for example with 'apt-get install python3 python3-pip' or 'uv python install'."
            );
    }
}
