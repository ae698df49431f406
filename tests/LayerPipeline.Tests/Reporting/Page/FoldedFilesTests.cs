using LayerPipeline.Reporting.Page;

namespace LayerPipeline.Tests.Reporting.Page;

public sealed class FoldedFilesTests
{
    [Fact]
    public void What_a_page_can_hold_stays_as_it_is()
    {
        var files = Files(FoldedFiles.Most);

        FoldedFiles.Of(files).ShouldBeSameAs(files);
    }

    [Fact]
    public void Many_small_files_become_few_and_every_sum_stays()
    {
        var files = Files(60_000);

        var folded = FoldedFiles.Of(files);

        folded.Count.ShouldBeLessThan(FoldedFiles.Most);
        folded.Sum(file => file.Count).ShouldBe(60_000);
        folded.Sum(file => file.Bytes).ShouldBe(files.Sum(file => file.Bytes));
        folded.Sum(file => file.After).ShouldBe(files.Sum(file => file.After));
        folded.Sum(file => file.Zipped).ShouldBe(files.Sum(file => file.Zipped));
        foreach (var action in Enum.GetValues<ReportAction>())
        {
            SumOf(folded, file => file.Action == action).ShouldBe(SumOf(files, file => file.Action == action));
        }

        SumOf(folded, file => file.OpenedBy is null).ShouldBe(SumOf(files, file => file.OpenedBy is null));
        folded.ShouldContain(file => file.Path == "python/large.so" && file.Count == 1);
    }

    [Fact]
    public void A_hundred_thousand_files_each_in_a_folder_of_its_own_fit_too()
    {
        List<ReportFile> files = [.. Enumerable.Range(0, 100_000).Select(i => new ReportFile { Path = $"folder{i}/file", Bytes = i % 7 })];

        var folded = FoldedFiles.Of(files);

        folded.Count.ShouldBeLessThanOrEqualTo(FoldedFiles.Most);
        folded.Sum(file => file.Bytes).ShouldBe(files.Sum(file => file.Bytes));
        ReportColumns.Of(folded).Name.Count.ShouldBe(folded.Count);
    }

    private static long SumOf(IEnumerable<ReportFile> files, Func<ReportFile, bool> isCounted) =>
        files.Where(isCounted).Sum(file => file.Bytes);

    private static List<ReportFile> Files(int count) =>
        [
            new ReportFile
            {
                Path = "python/large.so",
                Bytes = 50_000_000,
                After = 40_000_000,
                Zipped = 20_000_000,
                OpenedBy = "a",
            },
            .. Enumerable
                .Range(1, count - 1)
                .Select(i => new ReportFile
                {
                    Path = $"python/package{i % 40}/part{i % 1000}/file{i}.py",
                    Distribution = $"package{i % 40}",
                    Bytes = i % 5000,
                    After = i % 3 == 0 ? 0 : i % 5000,
                    Zipped = i % 1000,
                    Action = i % 3 == 0 ? ReportAction.Removed : ReportAction.Kept,
                    Rule = i % 3 == 0 ? "tests" : null,
                    OpenedBy = i % 2 == 0 ? $"module{i}" : null,
                }),
        ];
}
