using System.CommandLine;
using LayerPipeline.Cli.Building;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Local;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>verify</c>: gates and probes on any layer.zip, also one made elsewhere.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var archive = new Argument<string>("layer.zip")
        {
            Description =
                "The layer: a zip archive with a python/ folder; with --rebuild, a folder that build wrote, or its provenance.json.",
        };
        var python = new Option<string>("--python")
        {
            HelpName = "VERSION",
            Description = "Python version of the runtime, for example 3.13; required but with --rebuild.",
        };
        var architecture = new Option<string?>("--architecture") { HelpName = "NAME", Description = "x86_64 or arm64. Default: x86_64." };
        var reserve = ReserveOption.Create();
        var probes = new Option<string[]>("--probe")
        {
            HelpName = "CODE",
            Description = "Python code that must work on the layer; may be repeated.",
        };
        var interpreter = new Option<string?>("--interpreter")
        {
            HelpName = "PATH",
            Description = "The Python to use. By default, one is searched for.",
        };
        var unproven = new Option<bool>("--unproven")
        {
            Description = "If the runtime's Python is missing: check only the archive; import and run nothing.",
        };
        var rebuild = new Option<bool>("--rebuild")
        {
            Description =
                "Build the layer of a run, or of a provenance.json, once more from the same wheels, and say whether the bytes are the same.",
        };
        var sources = new InstallOptions();
        var command = new Command("verify", "Check any layer zip: gates, imports and behaviours.")
        {
            archive,
            python,
            architecture,
            reserve,
            probes,
            interpreter,
            unproven,
            rebuild,
        };
        sources.AddSourcesTo(command);
        command.SetAction(
            async (line, cancellationToken) =>
            {
                if (line.GetValue(rebuild))
                {
                    var pip = sources.Read(line) with { Interpreter = line.GetValue(interpreter), Measures = false };
                    var again = new LayerRebuild(context, pip, OutputOptions.From(line, context));
                    var source = await RebuiltPath.ReadAsync(line.GetRequiredValue(archive), context, cancellationToken);
                    await again.RunAsync(source, cancellationToken);
                    return ExitCode.Done;
                }

                var version =
                    line.GetValue(python)
                    ?? throw new CommandLineException(
                        "Option '--python' is required: the Python version of the runtime, for example 3.13.\n'layer-pipeline verify --help' lists what is allowed."
                    );
                var request = new LayerRequest
                {
                    Python = [version],
                    Architecture = line.GetValue(architecture) is { } named ? [named] : [],
                    Budget = new BudgetRequest { ReserveBytes = line.GetValue(reserve) },
                    Probes = line.GetValue(probes) ?? [],
                };
                var target = new Planner().Targets(request)[0];
                var path = InputFile.MustExist(line.GetRequiredValue(archive), "layer.zip");
                var switches = new BuildSwitches { Interpreter = line.GetValue(interpreter), AllowUnproven = line.GetValue(unproven) };
                var verification = new LayerVerification(context, target, switches, OutputOptions.From(line, context));
                var verified = await NamedArchive.ReadAsync(
                    "layer.zip",
                    path,
                    () => verification.RunAsync(path, request.Probes, cancellationToken)
                );
                verified.ThrowIfFailed();
                return ExitCode.Done;
            }
        );
        return command;
    }
}
