using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Measuring;
using LayerPipeline.Pipeline;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Deciding;
using LayerPipeline.Pruning.Filling;
using LayerPipeline.Pruning.Restoring;
using LayerPipeline.Recording;
using LayerPipeline.Reporting;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>The tables at the end of a build.</summary>
internal static class SummaryTables
{
    private const int KeptListed = 8;
    private const int FailuresListed = 12;
    private const int SlowModulesListed = 3;

    /// <summary>Writes the end of a build.</summary>
    public static void Write(IAnsiConsole console, BuildSummary summary)
    {
        console.WriteLine();
        console.Write(Rules(summary.Rules));
        console.Write(Distributions(summary.Distributions));
        WriteKept(console, summary.KeptAgainstRules);
        WriteRepair(console, summary);
        console.Write(Gates(summary.Manifest.Gates));
        WriteFailures(console, "Already failed on the untouched packages, so not caused by pruning", summary.FailedBefore);
        if (summary.Manifest.Startup.Count > 0)
        {
            console.Write(Startup(summary.Manifest.Startup));
        }

        ColdTable.Write(console, summary.Manifest);
        BudgetLines.Write(console, summary);
        WriteBudget(console, summary);
        WriteFiles(console, summary);
    }

    private static Table Rules(IReadOnlyList<RuleTotal> rules)
    {
        var table = NewTable("Rule", "Removed", "Bytes", "Kept", "Why such files can go");
        foreach (var rule in rules)
        {
            table.AddRow(
                Escape(rule.Rule),
                Number(rule.Removed),
                Number(rule.RemovedBytes),
                rule.Kept == 0 ? "" : Number(rule.Kept),
                Escape(rule.Reason)
            );
        }

        return table;
    }

    private static Table Distributions(IReadOnlyList<DistributionTotal> distributions)
    {
        var table = NewTable("Distribution", "Bytes before", "Bytes after", "Bytecode", "Files before", "Files after");
        foreach (var total in distributions)
        {
            table.AddRow(
                Escape(total.Distribution),
                Number(total.BytesBefore),
                Number(total.BytesAfter),
                Number(total.BytecodeBytes),
                Number(total.Files),
                Number(total.FilesAfter)
            );
        }

        return table;
    }

    /// <summary>The gates with what they measured.</summary>
    public static Table Gates(IReadOnlyList<GateResult> gates)
    {
        var table = NewTable("Gate", "", "Measured");
        table.Columns[1].LeftAligned();
        foreach (var gate in gates)
        {
            var message = gate.Message.Length == 0 ? "" : $"\n{Escape(gate.Message)}";
            table.AddRow(Escape(gate.Gate), Status(gate.Status), Escape(gate.Measured) + message);
        }

        return table;
    }

    private static Table Startup(IReadOnlyList<StartupFigure> figures)
    {
        var table = NewTable("Import", "As pip compiles it", "Without bytecode", "This layer", "Why it takes that long");
        foreach (var figure in figures)
        {
            var slowest = figure.Slowest.Take(SlowModulesListed).Select(slow => $"{slow.Module} {slow.Milliseconds:0} ms");
            table.AddRow(
                Escape(figure.Id),
                Seconds(figure.Compiled),
                Seconds(figure.Uncompiled),
                Seconds(figure.Layer),
                Escape(string.Join(", ", slowest))
            );
        }

        return table;
    }

    private static string Seconds(double? seconds) => seconds is { } known ? $"{known:0.00} s" : "";

    private static void WriteKept(IAnsiConsole console, IReadOnlyList<EntryDecision> kept)
    {
        if (kept.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"Kept despite a rule ({Plural.Of(kept.Count, "file")}):");
        foreach (var decision in kept.OrderByDescending(decision => decision.BytesAfter).Take(KeptListed))
        {
            console.MarkupLineInterpolated($"  {decision.Path} [grey]({decision.Rule})[/] {decision.Reason}");
        }

        if (kept.Count > KeptListed)
        {
            console.MarkupLineInterpolated($"  [grey]and {Number(kept.Count - KeptListed)} more, each with its reason in prune.json[/]");
        }

        console.WriteLine();
    }

    private static void WriteRepair(IAnsiConsole console, BuildSummary summary)
    {
        if (summary.RepairRounds.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"Repaired in {Plural.Of(summary.RepairRounds.Count, "round")}; restored:");
        foreach (var restoration in summary.Manifest.Restored)
        {
            console.MarkupLineInterpolated($"  {restoration.Path} {restoration.Because}");
        }

        console.WriteLine();
    }

    /// <summary>Writes what failed, each with its reason.</summary>
    public static void WriteFailures(IAnsiConsole console, string title, IReadOnlyList<LayerPipeline.Probing.ProbeResult> failures)
    {
        if (failures.Count == 0)
        {
            return;
        }

        console.MarkupLineInterpolated($"{title} ({failures.Count}):");
        foreach (var failure in failures.Take(FailuresListed))
        {
            console.MarkupLineInterpolated($"  {failure.Id} [grey]{failure.Reason}[/]");
        }

        if (failures.Count > FailuresListed)
        {
            console.MarkupLineInterpolated($"  [grey]and {failures.Count - FailuresListed} more[/]");
        }

        console.WriteLine();
    }

    private static void WriteBudget(IAnsiConsole console, BuildSummary summary)
    {
        var manifest = summary.Manifest;
        var left = manifest.BudgetBytes - manifest.Bytes;
        console.MarkupLineInterpolated(
            $"[bold]{manifest.Name}[/] for {manifest.Runtime}{(summary.IsPreview ? " (public preview)" : "")} on {manifest.Architecture}: {Number(manifest.BytesBefore)} → [bold]{Number(manifest.Bytes)}[/] bytes unzipped, {Number(left)} of the budget of {Number(manifest.BudgetBytes)} left"
        );
        if (manifest.Bytecode is { } bytecode)
        {
            console.MarkupLineInterpolated($"{Bytecode(bytecode)}");
        }

        if (manifest.LeftOut.Count > 0)
        {
            var names = string.Join(", ", manifest.LeftOut.Select(distribution => distribution.Name));
            console.MarkupLineInterpolated($"Left to the runtime, in its own versions: {names}");
        }

        if (manifest.Proven)
        {
            var but = manifest.GivenUp.Count > 0 || manifest.RestsOnRequestProbes ? ", but for what was given up," : "";
            console.MarkupLine($"[green]Proven:[/] everything that worked on the untouched packages{but} works on the layer.");
        }
        else
        {
            console.MarkupLineInterpolated($"[yellow]UNPROVEN:[/] {manifest.Unproven}.");
        }

        if (manifest.Proof is { } proof)
        {
            ProofLines.Write(console, proof);
        }

        console.WriteLine();
    }

    private static string Bytecode(BytecodeTotal total) =>
        $"Bytecode of {Plural.Of(total.Modules, "module")}: {Number(total.Bytes)} bytes of these"
        + (
            total.HotLeft + total.Left == 0
                ? ""
                : $"; no room for {Number(total.HotLeft + total.Left)} more ({Number(total.LeftBytes)} bytes)"
        );

    private static void WriteFiles(IAnsiConsole console, BuildSummary summary)
    {
        console.MarkupLineInterpolated($"Written to {summary.Folder} in {summary.Seconds:0.0} s:");
        foreach (var (name, bytes) in summary.Files)
        {
            console.WriteLine($"  {name, -16} {Number(bytes), 12} bytes");
        }

        if (summary.Files.ContainsKey(RunFiles.Report))
        {
            console.Profile.Out.Writer.WriteLine(
                $"Open {TerminalText.Of(Path.Combine(summary.Folder, RunFiles.Report))} to see what went and why."
            );
        }

        console.WriteLine();
        console.WriteLine("Publish it:");
        foreach (var command in summary.PublishCommands)
        {
            // Not wrapped at the window's edge: it is there to be copied.
            console.Profile.Out.Writer.WriteLine($"  {TerminalText.Of(command)}");
        }
    }

    public static Table NewTable(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn(first).NoWrap());
        foreach (var other in others)
        {
            table.AddColumn(IsProse(other) ? new TableColumn(other) : new TableColumn(OnTwoLines(other)).RightAligned().NoWrap());
        }

        return table;
    }

    /// <summary>
    /// A title broken near its middle. A column is as wide as its title, and where a window has no room for all of them, numbers are
    /// broken between two digits.
    /// </summary>
    private static string OnTwoLines(string title)
    {
        var space = Enumerable
            .Range(0, title.Length)
            .Where(at => title[at] == ' ')
            .OrderBy(at => Math.Abs((2 * at) + 1 - title.Length))
            .FirstOrDefault(-1);
        return space < 0 ? title : $"{title[..space]}\n{title[(space + 1)..]}";
    }

    private static bool IsProse(string title) =>
        title.StartsWith("Why", StringComparison.Ordinal) || string.Equals(title, "Measured", StringComparison.Ordinal);

    private static string Status(GateStatus status) =>
        status switch
        {
            GateStatus.Pass => "[green]PASS[/]",
            GateStatus.Warn => "[yellow]WARN[/]",
            _ => "[red]FAIL[/]",
        };

    private static string Number(long value) => value.ToString("N0");

    private static string Escape(string text) => Markup.Escape(text);
}
