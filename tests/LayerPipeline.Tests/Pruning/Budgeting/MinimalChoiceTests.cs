using CsCheck;
using LayerPipeline.Pruning.Budgeting;

namespace LayerPipeline.Tests.Pruning.Budgeting;

public sealed class MinimalChoiceTests
{
    [Theory]
    [InlineData(100, "")]
    [InlineData(99, "40")]
    [InlineData(61, "40")]
    [InlineData(60, "40")]
    [InlineData(59, "40,30")]
    [InlineData(31, "40,30")]
    [InlineData(30, "40,30")]
    [InlineData(29, "40,30,20")]
    [InlineData(11, "40,30,20")]
    [InlineData(10, "40,30,20")]
    public void Largest_first_until_the_layer_is_below_the_limit(long limit, string expected) =>
        string.Join(',', Choose([40, 30, 20], 99, limit)).ShouldBe(expected);

    [Fact]
    public void What_turns_out_not_to_be_needed_is_given_back_smallest_first() =>
        // Folders come before the file, though it is larger than one of them.
        Choose([9, 2, 8], 100, 85).ShouldBe([9, 8]);

    [Fact]
    public void A_choice_fits_whenever_one_does_and_can_do_without_none_of_it() =>
        Gen.Select(Gen.Long[1, 50].List[0, 12], Gen.Long[0, 200])
            .Sample(
                (savings, limit) =>
                {
                    const long Bytes = 300;
                    var chosen = Choose(savings, Bytes, limit);

                    var left = Bytes - chosen.Sum();
                    if (Bytes - savings.Sum() >= limit)
                    {
                        chosen.ShouldBe(savings);
                        return;
                    }

                    left.ShouldBeLessThan(limit);
                    chosen.ShouldAllBe(saving => left + saving >= limit);
                },
                iter: Effort.Rounds(quick: 300, all: 2000)
            );

    [Fact]
    public void The_place_where_it_fits_is_found_with_few_questions()
    {
        var asked = 0;

        var chosen = MinimalChoice.Choose(
            [.. Enumerable.Range(0, 5000)],
            _ => 10,
            some =>
            {
                asked++;
                return 100_000 - (10L * some.Count);
            },
            60_000
        );

        chosen.Count.ShouldBe(4001);
        asked.ShouldBeLessThan(20);
    }

    private static IReadOnlyList<long> Choose(IReadOnlyList<long> savings, long bytes, long limit)
    {
        var items = savings.Select((saving, index) => (Saving: saving, Index: index)).ToList();
        return
        [
            .. MinimalChoice
                .Choose(items, item => item.Saving, some => bytes - some.Sum(item => item.Saving), limit)
                .Select(item => item.Saving),
        ];
    }
}
