using LayerPipeline.Comparing;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Reporting.Tables;

/// <summary>A comparison as tables.</summary>
public static class ComparisonTables
{
    private const int Shown = 15;
    private const int ModulesShown = 12;

    /// <summary>Makes them.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <returns>The sections, in the order in which a reader asks.</returns>
    public static IReadOnlyList<TextSection> Of(LayerComparison comparison) =>
        [
            .. Distributions(comparison),
            .. ColdTables.Of(comparison.Old.Cold ?? [], "Cold before"),
            .. ColdTables.Of(comparison.New.Cold ?? [], "Cold after"),
            .. Files(comparison),
            .. Modules(comparison),
            .. Startup(comparison),
            Summary(comparison),
        ];

    private static IEnumerable<TextSection> Distributions(LayerComparison comparison)
    {
        if (comparison.Distributions.Count > 0)
        {
            yield return TextSection.Of(
                "Distributions",
                [new("Distribution"), new("What"), new("Version"), new("Before", true), new("After", true), new("Difference", true)],
                comparison.Distributions,
                Shown,
                item =>
                    [
                        item.Name,
                        Word(item.Kind),
                        Versions(item),
                        Number(item.OldBytes),
                        Number(item.NewBytes),
                        Difference(item.OldBytes, item.NewBytes),
                    ],
                Licenses(comparison)
            );
        }
    }

    private static IEnumerable<string> Licenses(LayerComparison comparison) =>
        comparison
            .Distributions.Where(item => item.OldLicense is not null || item.NewLicense is not null)
            .Select(item =>
                $"Licence of {Short(item.Name)}: "
                + (item.OldLicense is null ? Short(item.NewLicense!) : $"{Short(item.OldLicense)} → {Short(item.NewLicense ?? "gone")}")
            );

    private static IEnumerable<TextSection> Files(LayerComparison comparison)
    {
        if (comparison.Files is { Count: > 0 } files)
        {
            yield return TextSection.Of(
                "Files",
                [new("File"), new("What"), new("Before", true), new("After", true), new("Difference", true)],
                files,
                Shown,
                item =>
                    [item.Path, Word(item.Kind), Number(item.OldBytes), Number(item.NewBytes), Difference(item.OldBytes, item.NewBytes)],
                string.Join(
                    ", ",
                    files.CountBy(file => file.Kind).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value:N0} {Word(pair.Key)}")
                ) + "."
            );
        }
    }

    private static IEnumerable<TextSection> Modules(LayerComparison comparison)
    {
        if (comparison is { ModulesGained: { } gained, ModulesLost: { } lost } && gained.Count + lost.Count > 0)
        {
            var by = comparison.ModulesWereImported ? "that import, as the probes saw" : "by the names of files; nothing was imported";
            yield return new TextSection
            {
                Title = $"Modules ({by})",
                Notes =
                [
                    $"{gained.Count:N0} gained: {Short(MessageText.List(gained, ModulesShown), 1000)}",
                    $"{lost.Count:N0} lost: {Short(MessageText.List(lost, ModulesShown), 1000)}",
                ],
            };
        }
    }

    private static IEnumerable<TextSection> Startup(LayerComparison comparison)
    {
        if (comparison.Startup.Count > 0)
        {
            yield return TextSection.Of(
                "Start-up",
                [new("Import"), new("Before", true), new("After", true)],
                comparison.Startup,
                Shown,
                item => [item.Name, Seconds(item.OldSeconds), Seconds(item.NewSeconds)],
                "Measured when each layer was built; two machines are not compared by it."
            );
        }
    }

    private static TextSection Summary(LayerComparison comparison) =>
        new()
        {
            Title = "In all",
            Notes =
            [
                $"{MessageText.Number(comparison.Old.Bytes)} → {MessageText.Number(comparison.New.Bytes)} bytes unzipped: "
                    + (comparison.GrowthBytes == 0 ? "no difference." : $"{Difference(comparison.Old.Bytes, comparison.New.Bytes)}."),
                .. Differences(comparison),
            ],
        };

    private static IEnumerable<string> Differences(LayerComparison comparison)
    {
        if (comparison.Files is null)
        {
            yield return "Single files and modules can't be compared: a manifest does not list them. Give the layer or the folder of its run.";
        }
        else if (comparison.Files.Count == 0)
        {
            yield return "All files are the same, by length and checksum.";
            foreach (var difference in KeptOtherwise(comparison.Old, comparison.New))
            {
                yield return difference;
            }
        }

        if (comparison.Old.Python != comparison.New.Python && comparison is { Old.Python: not null, New.Python: not null })
        {
            yield return $"Python {comparison.Old.Python} → {comparison.New.Python}.";
        }

        if (
            comparison.Old.Architecture != comparison.New.Architecture
            && comparison is { Old.Architecture: not null, New.Architecture: not null }
        )
        {
            yield return $"{comparison.Old.Architecture} → {comparison.New.Architecture}.";
        }
    }

    /// <summary>How the same files come to other bytes.</summary>
    private static List<string> KeptOtherwise(ComparedLayer old, ComparedLayer now)
    {
        var before = (old.Cold ?? []).ToDictionary(part => part.Name, StringComparer.Ordinal);
        var after = (now.Cold ?? []).ToDictionary(part => part.Name, StringComparer.Ordinal);
        var moved = Moved(after.Keys.Except(before.Keys, StringComparer.Ordinal), "Now in the cold store, and not as files")
            .Concat(Moved(before.Keys.Except(after.Keys, StringComparer.Ordinal), "Now as files, and not in the cold store"))
            .Concat(
                Moved(
                    after.Keys.Where(name => before.TryGetValue(name, out var part) && part != after[name]),
                    "In the cold store of both, stored otherwise"
                )
            )
            .ToList();
        if (moved.Count == 0 && old.Bytes != now.Bytes)
        {
            moved.Add("The difference is what the cold store has beside the files: its lists, what inflates it, and stubs.");
        }

        if (moved.Count == 0 && old.ZipBytes is { } zipped && now.ZipBytes is { } zippedNow && zipped != zippedNow)
        {
            moved.Add(
                $"The archives differ: {Number(zipped)} → {Number(zippedNow)} bytes, by how files are compressed, or by their order."
            );
        }

        return moved;
    }

    private static IEnumerable<string> Moved(IEnumerable<string> names, string what)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        if (sorted.Count > 0)
        {
            yield return $"{what}: {Short(MessageText.List(sorted, ModulesShown), 1000)}.";
        }
    }

    private static string Versions(DistributionDifference item) =>
        (item.OldVersion, item.NewVersion) switch
        {
            (null, var now) => now ?? "",
            (var old, null) => old,
            var (old, now) => old == now ? now : $"{old} → {now}",
        };

    private static string Word(ChangeKind kind) => kind.ToString().ToLowerInvariant();

    private static string Short(string text, int length = MessageText.Length) => MessageText.Shorten(text, length);

    private static string Number(long? value) => value is { } known ? MessageText.Number(known) : "";

    private static string Difference(long? old, long? now) =>
        old is { } before && now is { } after ? (after < before ? "−" : "+") + MessageText.Number(Math.Abs(after - before)) : "";

    private static string Seconds(double? seconds) =>
        seconds is { } known ? known.ToString("0.00 s", System.Globalization.CultureInfo.InvariantCulture) : "";
}
