using LayerPipeline.Analyzing;
using LayerPipeline.Cli.Output;
using LayerPipeline.Cli.Steps;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Local.Folders;
using LayerPipeline.Local.Interpreters;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Cli.Building;

/// <summary>Analyzes what a path names. Sources are read by a Python of this machine, in folders that are gone afterwards.</summary>
/// <param name="context">The process around it.</param>
/// <param name="named">What <c>--interpreter</c> says, or null.</param>
/// <param name="readsSources">Whether it may be looked for what sources import and name.</param>
/// <param name="output">How it is shown.</param>
internal sealed class ArchiveAnalysis(CliContext context, string? named, bool readsSources, IBuildOutput output)
{
    /// <summary>Most sources that are read: a minute's work.</summary>
    private const int MostSources = 50_000;

    /// <summary>Analyzes.</summary>
    /// <param name="path">A zip, a folder, or the folder of a run.</param>
    /// <param name="report">The file that a page about it is written to, or null.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The analysis.</returns>
    public async Task<LayerAnalysis> RunAsync(string path, string? report, CancellationToken cancellationToken)
    {
        var scratch = ScratchFolder.Make("analyze");
        try
        {
            var input = AnalyzedPath.Of(path, "path");
            await using var archive = await input.OpenAsync(scratch.FullName, cancellationToken);
            var opened = await AnalyzedArchive.OpenAsync(archive, cancellationToken);
            var probe = await input.BaselineAsync(cancellationToken) ?? await ReadAsync(opened, scratch.FullName, cancellationToken);
            var analysis = await output.StepAsync(
                "Analyze",
                _ => new LayerAnalyzer(RuleSet.Shipped).AnalyzeAsync(path, opened, probe, cancellationToken),
                analysis => $"{Plural.Of(analysis.Entries, "file")}, {analysis.Bytes:N0} bytes"
            );
            if (report is not null)
            {
                await WriteAsync(report, opened, analysis, cancellationToken);
            }

            return analysis;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>In memory first, so that a failure leaves an older page as it was.</summary>
    private static async Task WriteAsync(string report, AnalyzedArchive opened, LayerAnalysis analysis, CancellationToken cancellationToken)
    {
        using var page = new MemoryStream();
        await ArchiveReport.WriteAsync(page, opened, analysis, cancellationToken);
        await File.WriteAllBytesAsync(report, page.ToArray(), CancellationToken.None);
    }

    private async Task<ProbeReport?> ReadAsync(AnalyzedArchive opened, string scratch, CancellationToken cancellationToken)
    {
        if (!readsSources || opened.Sources == 0)
        {
            return null;
        }

        if (opened.Sources > MostSources)
        {
            output.Warn(
                $"{opened.Sources:N0} sources are more than the {MostSources:N0} that are read, so what they import and name is not known."
            );
            return null;
        }

        if (await FindAsync(opened.Python, cancellationToken) is not { } interpreter)
        {
            var version = opened.Python is { } python ? $"Python {python}" : "Python 3";
            output.Warn($"no {version} was found on this machine, so what sources import and name is not known; --interpreter names one.");
            return null;
        }

        return await output.StepAsync(
            "Read",
            _ => ReadAsync(opened, interpreter, scratch, cancellationToken),
            report => $"imports of {Plural.Of(report.Imports.Count, "source")}"
        );
    }

    private async Task<Interpreter?> FindAsync(string? python, CancellationToken cancellationToken) =>
        named is not null
            ? await InterpreterSearch.AskAsync(named, cancellationToken)
            : (await context.Interpreters.FindAsync(python, cancellationToken)).FirstOrDefault(found =>
                RuntimeCatalog.Default.Find(found.Minor) is not null
            );

    private static async Task<ProbeReport> ReadAsync(
        AnalyzedArchive opened,
        Interpreter interpreter,
        string scratch,
        CancellationToken cancellationToken
    )
    {
        var unpacked = Path.Combine(scratch, "unpacked");
        await FolderArchive.UnpackAsync(opened.File, unpacked, cancellationToken);
        var request = new LayerRequest
        {
            Python = [interpreter.Minor],
            Architecture = opened.Architecture is { } architecture ? [architecture] : [],
        };
        var target = new Planner().Targets(request)[0];
        var planned = PlannedProbe.Of([], target) with { Proposed = RuleSet.Shipped.Patterns };
        var probe = new LocalProbe(interpreter, scratch);
        var place = probe.Place(Path.Combine(unpacked, opened.Folder)) with { Pycache = null };
        return await probe.RunAsync(ProbeArguments.OfStatic(planned, place), cancellationToken);
    }
}
