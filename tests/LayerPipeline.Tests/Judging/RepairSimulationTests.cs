using CsCheck;
using LayerPipeline.Judging;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Restoring;
using static LayerPipeline.Tests.Judging.Regressions;

namespace LayerPipeline.Tests.Judging;

/// <summary>Runs prune, probe and judge against made-up layers that work when certain files are there.</summary>
public sealed class RepairSimulationTests
{
    private const int Files = 16;

    private static readonly Gen<HashSet<int>> Needed = Gen.Int[0, Files - 1].HashSet[1, 6];

    [Fact]
    public void A_failure_that_names_nothing_is_mended_within_five_rounds_and_never_published_unmended() =>
        Needed.Sample(
            needed =>
            {
                var (judgement, restored) = Run(restored => needed.IsSubsetOf(restored) ? [] : [Unexplained("a")]);

                judgement.Verdict.ShouldBe(Verdict.Publish);
                needed.IsSubsetOf(restored).ShouldBeTrue();
                judgement.Log.Rounds.Count.ShouldBeLessThanOrEqualTo(RepairLog.MaxRounds);
                judgement.Log.Search.ShouldBeNull();
            },
            iter: 3000
        );

    [Fact]
    public void One_needed_file_of_one_distribution_is_found_among_four()
    {
        for (var needed = 0; needed < 4; needed++)
        {
            var wanted = needed;
            var (judgement, restored) = Run(restored => restored.Contains(wanted) ? [] : [Unexplained("a")], files: 4);

            judgement.Verdict.ShouldBe(Verdict.Publish);
            restored.Count.ShouldBeLessThanOrEqualTo(2);
            restored.ShouldContain(wanted);
        }
    }

    [Fact]
    public void What_was_tried_and_taken_back_stands_in_the_log()
    {
        var (judgement, _) = Run(restored => restored.Contains(0) ? [] : [Unexplained("a")], files: 4);

        judgement.Log.Rounds.Select(round => $"+{round.Restored.Count} -{round.TakenBack.Count}").ShouldBe(["+2 -0", "+0 -1"]);
    }

    [Fact]
    public void A_chain_of_missing_modules_longer_than_the_rounds_is_mended_all_the_same() =>
        Gen.Int[1, Files / 2]
            .Sample(
                length =>
                {
                    var chain = Enumerable.Range(0, length).Select(i => 2 * i).ToList();

                    var (judgement, restored) = Run(restored =>
                        chain.Where(file => !restored.Contains(file)).Take(1).Select(file => MissingModule(Module(file))).ToArray()
                    );

                    judgement.Verdict.ShouldBe(Verdict.Publish);
                    chain.ToHashSet().IsSubsetOf(restored).ShouldBeTrue();
                    (length >= RepairLog.MaxRounds || restored.SetEquals(chain)).ShouldBeTrue();
                },
                iter: 50
            );

    [Fact]
    public void A_failure_that_pruning_did_not_cause_stops_the_build_whatever_is_put_back() =>
        Gen.Bool.Sample(
            named =>
            {
                var (judgement, _) = Run(_ => [named ? MissingModule("elsewhere") : Unexplained("a")]);

                judgement.Verdict.ShouldBe(Verdict.Stop);
                judgement.Problem.ShouldNotBeNullOrEmpty();
            },
            iter: 4
        );

    [Fact]
    public void A_failure_that_comes_and_goes_is_never_published_while_it_is_there() =>
        Gen
            .Bool.Array[8]
            .Sample(
                fails =>
                {
                    var round = 0;

                    var (judgement, _) = Run(_ => fails[round++] ? [Unexplained("a")] : []);

                    var last = fails[round - 1];
                    judgement.Verdict.ShouldBe(last ? Verdict.Stop : Verdict.Publish);
                },
                iter: 300
            );

    /// <summary>Files with even numbers are of distribution a, the others of b.</summary>
    private static (Judgement Judgement, HashSet<int> Restored) Run(Func<HashSet<int>, IReadOnlyList<Regression>> probe, int files = Files)
    {
        var log = new RepairLog();
        for (var round = 0; round <= RepairLog.MaxRounds; round++)
        {
            // Two entries with one path would make the next prune fail.
            var reasons = log.Reasons;
            var restored = Enumerable.Range(0, files).Where(file => reasons.ContainsKey("python/" + Path(file))).ToHashSet();
            restored.Count.ShouldBe(reasons.Count);
            PruneReport pruned = Pruned([
                .. Enumerable
                    .Range(0, files)
                    .Select(file => restored.Contains(file) ? Kept(Path(file)) : Removed(Path(file), file % 2 == 0 ? "a" : "b")),
            ]);

            var judgement = LayerPipeline.Judging.Judge.Decide(probe(restored), pruned, log);
            if (judgement.Verdict != Verdict.Repair)
            {
                return (judgement, restored);
            }

            judgement.Log.Rounds.Count.ShouldBe(log.Rounds.Count + 1);
            log = judgement.Log;
        }

        throw new InvalidOperationException("It did not end within the rounds.");
    }

    private static string Path(int file) => Module(file).Replace('.', '/') + ".py";

    private static string Module(int file) => $"pkg{file % 2}.m{file:D2}";
}
