using System.Globalization;
using LayerPipeline.Recording;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>What a layer keeps compressed, and what that costs a function.</summary>
internal static class ColdTable
{
    /// <summary>Writes it, where there is a cold store.</summary>
    public static void Write(IAnsiConsole console, LayerManifest manifest)
    {
        if (manifest.ColdStore is not { } cold)
        {
            return;
        }

        var seconds = manifest.ColdCosts?.Units.ToDictionary(unit => unit.Name, unit => unit.Seconds, StringComparer.Ordinal) ?? [];
        var table = SummaryTables.NewTable(
            "Cold distribution",
            "Bytes inflated",
            "Bytes in the store",
            "Its first import takes longer by",
            "Imported at once"
        );
        foreach (var unit in cold.Units)
        {
            table.AddRow(
                Markup.Escape(unit.Name),
                Number(unit.Bytes),
                Number(unit.StoredBytes),
                seconds.TryGetValue(unit.Name, out var time) ? time.ToString("0.00", CultureInfo.InvariantCulture) + " s" : "not measured",
                unit.IsImportedAtOnce ? "yes" : "no"
            );
        }

        console.Write(table);
        console.MarkupLineInterpolated($"Cold store: {cold.StoreBytes:N0} bytes, and {cold.OtherBytes:N0} for stubs and what inflates it.");
        if (manifest.ColdCosts is { } costs)
        {
            console.MarkupLineInterpolated(
                $"All inflated, /tmp holds {costs.DiskBytes:N0} bytes; inflating took {costs.MemoryBytes:N0} bytes of memory."
            );
            console.MarkupLineInterpolated($"Fresh: {costs.Fresh}. Inflated before: {costs.Warm}.");
        }

        console.WriteLine();
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
