using LayerPipeline.Analyzing;
using LayerPipeline.Comparing;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Tests.Reporting.Tables;

/// <summary>What is said of two layers that have the same files.</summary>
public sealed class ComparisonTablesTests
{
    private static readonly ColdPart A = new("a", 3, 900, 100);

    [Fact]
    public void What_went_into_the_cold_store_is_why_the_bytes_differ()
    {
        Said(Layer(900), Layer(150, A)).ShouldContain("Now in the cold store, and not as files: a.");
        Said(Layer(150, A), Layer(900)).ShouldContain("Now as files, and not in the cold store: a.");
    }

    [Fact]
    public void What_is_stored_otherwise_in_both_is_named() =>
        Said(Layer(150, A), Layer(140, A with { StoredBytes = 90 })).ShouldContain("In the cold store of both, stored otherwise: a.");

    [Fact]
    public void Bytes_that_no_part_of_the_store_explains_are_those_beside_the_files() =>
        Said(Layer(150, A), Layer(160, A)).ShouldContain("what the cold store has beside the files");

    [Fact]
    public void Archives_of_the_same_bytes_may_still_have_other_lengths()
    {
        Said(Layer(10), Layer(10) with { ZipBytes = 6 }).ShouldContain("The archives differ: 5 → 6 bytes");
        Said(Layer(10), Layer(10)).ShouldEndWith("All files are the same, by length and checksum.");
    }

    private static string Said(LayerSnapshot old, LayerSnapshot now) =>
        string.Join(' ', ComparisonTables.Of(SnapshotComparer.Compare(old, now))[^1].Notes);

    private static LayerSnapshot Layer(long bytes, params ColdPart[] cold) =>
        new()
        {
            Source = "layer.zip",
            Bytes = bytes,
            ZipBytes = 5,
            Distributions = [],
            Files = [],
            Cold = cold,
        };
}
