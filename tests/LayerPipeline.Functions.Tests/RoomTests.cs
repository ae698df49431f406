using LayerPipeline.Functions.Handlers;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests;

/// <summary>The rooms of the functions, lowest first.</summary>
public sealed class RoomTests
{
    private static readonly string[] Functions = ["Payloads", "Storage", "Failures", "Handlers"];

    [Fact]
    public void A_room_of_the_functions_uses_only_rooms_before_it() =>
        Rooms.Upward(typeof(PlanFunction).Assembly.Location, "LayerPipeline.Functions", Functions).ShouldBeEmpty();
}
