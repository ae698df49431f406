using System.CommandLine;
using LayerPipeline.Cli.Output;
using LayerPipeline.Explaining;
using LayerPipeline.Local;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Cli.Verbs;

/// <summary><c>why</c>: why a file is in a layer, or is not.</summary>
internal static class WhyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliContext context)
    {
        var folder = new Argument<string>("folder") { Description = "A folder that build wrote." };
        var paths = new Argument<string[]>("paths")
        {
            Description = "Files, with or without python/, or names of modules, for example scipy.stats._page_trend_test.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var removed = new Option<string?>("--removed")
        {
            HelpName = "GLOB",
            Description = "List the removed files that match, each with its rule.",
        };
        var command = new Command("why", "Say why a file is in a layer or is not: the rule, and who imports, opens or names it.")
        {
            folder,
            paths,
            removed,
        };
        command.SetAction(
            async (line, cancellationToken) =>
            {
                var named = line.GetValue(paths) ?? [];
                var glob = line.GetValue(removed);
                if (named.Length == 0 && glob is null)
                {
                    throw new CommandLineException("why: name a file or a module of the packages, or give --removed GLOB.");
                }

                var output = OutputOptions.From(line, context);
                var run = line.GetRequiredValue(folder);
                var files = FinishedRun.At(run);
                var explainer = await NamedArchive.ReadAsync("folder", run, () => LayerExplainer.OpenAsync(files, cancellationToken));
                var explained = named.Select(explainer.Explain).ToList();
                var gone = glob is null ? null : explainer.Removed(glob);
                foreach (var explanation in explained)
                {
                    output.Show(new Answer(new OutputLine { Explanation = explanation }, [ExplanationTables.Of(explanation)]));
                }

                if (gone is not null)
                {
                    output.Show(new Answer(new OutputLine { Removed = gone }, [ExplanationTables.Of(glob!, gone)]));
                }

                return ExitCode.Done;
            }
        );
        return command;
    }
}
