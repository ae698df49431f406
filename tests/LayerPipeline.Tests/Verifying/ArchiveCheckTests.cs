using LayerPipeline.Checking.Gates;
using LayerPipeline.Verifying;

namespace LayerPipeline.Tests.Verifying;

public sealed class ArchiveCheckTests
{
    [Fact]
    public void Only_what_a_gate_calls_optional_is_optional()
    {
        var elsewhere = new GateResult
        {
            Gate = NeededLibraryGate.GateName,
            Topic = GateSubject.Libraries,
            Status = GateStatus.Warn,
            Measured = "libelsewhere.so.1",
            Message = "",
        };
        var optional = elsewhere with { Measured = "shown to people", OptionalLibrary = "liboptional.so.1" };

        new ArchiveCheck([elsewhere, optional], new LayerModules([], "3.13")).Optional.ShouldBe(["liboptional.so.1"]);
    }
}
