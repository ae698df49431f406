using LayerPipeline.Comparing;
using LayerPipeline.Installing;
using LayerPipeline.Reporting.Tables;

namespace LayerPipeline.Tests.Comparing;

/// <summary>That the layer's bytes are the same says nothing of what it was made of.</summary>
public sealed class RebuildInputsTests
{
    [Fact]
    public void A_wheel_with_another_hash_is_told_although_the_layer_is_the_same()
    {
        var notes = Notes(Wheel("a", "11"), Wheel("a", "22"));

        notes[0].ShouldBe("The same bytes: SHA-256 00.");
        notes[1].ShouldBe("Not as recorded: a.whl has other bytes (SHA-256 22 instead of 11).");
        notes.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(null, "11")]
    [InlineData("11", null)]
    [InlineData(null, null)]
    public void A_wheel_of_which_a_hash_is_not_known_was_not_compared_and_that_is_said(string? recorded, string? now) =>
        Notes(Wheel("a", recorded), Wheel("a", now))[1].ShouldBe("Not compared, as no SHA-256 of both is known: a.whl.");

    [Fact]
    public void The_same_wheel_needs_no_word() => Notes(Wheel("a", "11"), Wheel("a", "11")).Count.ShouldBe(1);

    private static IReadOnlyList<string> Notes(InstallReport recorded, InstallReport now) =>
        RebuildTables
            .Of(
                new RebuiltLayer("00", "00", [])
                {
                    OtherInputs = RebuildInputs.Differences(recorded, now),
                    UncomparedWheels = RebuildInputs.Uncompared(recorded, now),
                }
            )
            .Notes;

    private static InstallReport Wheel(string name, string? sha256) =>
        new()
        {
            Python = "3.13.0",
            Pip = "25.0",
            Distributions =
            [
                new InstalledDistribution
                {
                    Name = name,
                    Version = "1",
                    File = $"{name}.whl",
                    Sha256 = sha256,
                },
            ],
        };
}
