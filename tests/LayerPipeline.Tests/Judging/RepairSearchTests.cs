using CsCheck;
using LayerPipeline.Judging;
using LayerPipeline.Probing;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

/// <summary>Searches in made-up layers in which each failure needs certain files.</summary>
public sealed class RepairSearchTests
{
    private const int Files = 64;

    private static readonly Gen<HashSet<int>> Few = Gen.Int[0, Files - 1].HashSet[1, 3];

    [Fact]
    public void What_is_restored_is_what_failures_need_and_nothing_else() =>
        Few.Array[1, 3]
            .Sample(
                needed =>
                {
                    var search = Run([.. needed.Select((_, i) => Failing(i))], (failure, there) => needed[failure].IsSubsetOf(there));

                    Back(search).ShouldBe(needed.SelectMany(files => files).Distinct().Order());
                    search.Unmended.ShouldBeEmpty();
                    search.Restored.ShouldAllBe(file => file.Because.StartsWith("restored: without it ", StringComparison.Ordinal));
                },
                iter: 500
            );

    [Fact]
    public void Each_file_has_the_failure_that_needs_it()
    {
        var search = Run([Failing(0), Failing(1)], (failure, there) => there.Contains(failure == 0 ? 7 : 50));

        search
            .Restored.Select(file => $"{file.Path}: {file.Because}")
            .ShouldBe([
                $"{Path(7)}: restored: without it failure0 fails with AssertionError: 1 != 2",
                $"{Path(50)}: restored: without it failure1 fails with AssertionError: 1 != 2",
            ]);
    }

    /// <summary>The second failure needs a file with which the first one works, too.</summary>
    [Fact]
    public void What_a_later_failure_makes_superfluous_is_taken_out_again()
    {
        var search = Run(
            [Failing(0), Failing(1)],
            (failure, there) => failure == 0 ? there.Contains(3) || there.Contains(60) : there.Contains(60)
        );

        Back(search).ShouldBe([60]);
    }

    [Fact]
    public void A_failure_that_stays_with_all_files_back_ends_the_search_at_once()
    {
        var search = Run([Failing(0), Failing(1)], (failure, there) => failure == 1 && there.Contains(5));

        search.Trials.ShouldBe(1);
        search.Restored.ShouldBeEmpty();
        search.Unmended.Select(regression => regression.Id).ShouldBe(["failure0"]);
    }

    [Fact]
    public void Files_of_other_distributions_are_tried_last()
    {
        var tried = new List<int>();
        var search = Run(
            [Failing(0)],
            (_, there) =>
            {
                tried.Add(there.Count);
                return there.Contains(1);
            }
        );

        Back(search).ShouldBe([1]);
        tried[..4].ShouldBe([Files, Files / 2, 0, Files / 2], "all, those of its own distribution, then parts of all");
    }

    [Fact]
    public void A_named_file_is_found_without_a_search()
    {
        var search = Run([MissingModule("pkg.m09", "failure0")], (_, there) => there.Contains(9));

        Back(search).ShouldBe([9]);
        search.Trials.ShouldBe(3, "all files, the named one, none");
    }

    /// <summary>Packages may complain of a set that is neither whole nor gone.</summary>
    [Fact]
    public void What_stays_was_seen_to_work_however_the_packages_behave() =>
        Gen.Int[0, 1000]
            .Sample(
                seed =>
                {
                    bool Works(IReadOnlyCollection<int> there) =>
                        there.Count(file => file % 2 == 0) == Files / 2
                        || ((there.Sum(file => file * file) + seed) % 3 == 0 && there.Count > 0);

                    var search = Run([Failing(0)], (_, there) => Works(there));

                    search.Unmended.ShouldBeEmpty();
                    Works(Back(search)).ShouldBeTrue();
                },
                iter: 300
            );

    [Fact]
    public void A_search_that_takes_too_long_ends_with_what_was_seen_to_work()
    {
        const int Times = 8;
        var needed = Enumerable.Range(0, Files * Times).Where(file => file % 4 == 0).ToHashSet();

        var search = Run([Failing(0)], (_, there) => needed.IsSubsetOf(there), Times);

        search.Trials.ShouldBe(RepairSearch.MaxTrials);
        search.Unmended.ShouldBeEmpty();
        needed.IsSubsetOf(Back(search)).ShouldBeTrue();
        search.Restored[0].Because.ShouldStartWith("restored: without one of the files of its group failure0 fails");
    }

    [Fact]
    public async Task A_search_without_time_ends_with_all_files()
    {
        var all = Enumerable.Range(0, Files).Select(Path).ToList();
        var search = new RepairSearch(
            Pruned([.. all.Select(path => Removed(path["python/".Length..], "pkg"))]),
            (_, _, _) => Task.FromResult<IReadOnlyList<Regression>>([]),
            () => true
        );

        await search.RunAsync([Failing(0)], TestContext.Current.CancellationToken);

        search.Restored.Select(file => file.Path).ShouldBe(all);
        search.Restored[0].Because.ShouldStartWith("restored: without one of the files of its group failure0 fails");
    }

    private static Regression Failing(int number) => Unexplained() with { Id = $"failure{number}" };

    private static string Path(int file) => $"python/pkg/m{file:00}.py";

    private static List<int> Back(RepairSearch search) =>
        [
            .. search
                .Restored.Select(file => int.Parse(file.Path["python/pkg/m".Length..^3], System.Globalization.CultureInfo.InvariantCulture))
                .Order(),
        ];

    /// <summary>Files with even numbers are of the failing distribution, the others of another one.</summary>
    private static RepairSearch Run(IReadOnlyList<Regression> failures, Func<int, HashSet<int>, bool> works, int times = 1)
    {
        var all = Enumerable.Range(0, Files * times).ToList();
        var pruned = Pruned([.. all.Select(file => Removed(Path(file)["python/".Length..], file % 2 == 0 ? "pkg" : "other"))]);
        var search = new RepairSearch(
            pruned,
            (restored, asked, _) =>
            {
                var there = all.Where(file => restored.Contains(Path(file))).ToHashSet();
                return Task.FromResult<IReadOnlyList<Regression>>([
                    .. asked.Where(failure =>
                        !works(int.Parse(failure.Id["failure".Length..], System.Globalization.CultureInfo.InvariantCulture), there)
                    ),
                ]);
            },
            () => false
        );
        search.RunAsync(failures, CancellationToken.None).GetAwaiter().GetResult();
        return search;
    }
}
