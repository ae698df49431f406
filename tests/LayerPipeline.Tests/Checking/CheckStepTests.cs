using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pruning;

namespace LayerPipeline.Tests.Checking;

public sealed class CheckStepTests
{
    private static readonly ProbeReport Baseline = ProbeResults.Report(
        [
            ProbeResults.Failed("parts", ProbeResults.Error("ImportError") with { MissingLibrary = "libneeded.so.1" }) with
            {
                Distribution = "parts",
            },
        ],
        []
    ) with
    {
        Libraries = new ProbeLibraries
        {
            Missing = ["libneeded.so.1"],
            Here = [],
            Shown = [],
        },
    };

    /// <summary>The gate for what was asked for says that this builds the layer all the same.</summary>
    [Theory]
    [InlineData(null, GateStatus.Fail)]
    [InlineData("Parts", GateStatus.Warn)]
    public async Task What_may_be_broken_may_lack_a_library_too(string? broken, GateStatus expected)
    {
        var request = new LayerRequest { Packages = ["parts"], AllowBroken = broken is null ? [] : [broken] };
        var core = new TreeFile("parts/core.so", new ElfBuilder { Needed = ["libneeded.so.1"] }.Build(), Executable: true, Target: null);
        var run = await RawRun.OfAsync([RawRun.Plain("parts/__init__.py"), core], request: request);
        await run.WriteJsonAsync(RunFiles.Baseline, Baseline, ProbingJson.Default.ProbeReport, CancellationToken.None);
        await run.PruneAsync();

        var report = await CheckStep.RunAsync(run, CancellationToken.None);

        report
            .Gates.Where(gate => gate.Gate is NeededLibraryGate.GateName or "requested")
            .Select(gate => gate.Status)
            .ShouldBe([expected, expected]);
    }
}
