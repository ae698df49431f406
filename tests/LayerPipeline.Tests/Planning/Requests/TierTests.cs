using LayerPipeline.Planning.Requests;
using Shouldly;

namespace LayerPipeline.Tests.Planning.Requests;

public sealed class TierTests
{
    [Fact]
    public void Tiers_are_listed_in_the_order_in_which_they_are_entered() =>
        Tier.All.Select(tier => tier.Order).ShouldBe(Enumerable.Range(0, Tier.All.Count));
}
