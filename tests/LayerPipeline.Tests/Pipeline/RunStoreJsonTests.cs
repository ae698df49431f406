using System.Text;
using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Pipeline;
using LayerPipeline.Pruning;

namespace LayerPipeline.Tests.Pipeline;

public sealed class RunStoreJsonTests
{
    [Theory]
    [InlineData("", "repair.json")]
    [InlineData("null", "is null")]
    [InlineData("{", "repair.json")]
    [InlineData("[]", "repair.json")]
    [InlineData("""{"schema": "x"}""", "schema")]
    [InlineData("""{"rounds": [{"failures": []}]}""", "failureCount")]
    [InlineData("""{"rounds": [null]}""", "$.rounds[0] is null")]
    [InlineData("""{"restored": [{"path": null, "because": "x"}]}""", "$.restored[0].path is null")]
    [InlineData("""{"Restored": [{"path": "x", "because": null}]}""", "$.restored[0].because is null")]
    [InlineData("""{"hot": {"a": null}}""", "$.hot.a is null")]
    [InlineData("""{"rounds": null}""", "$.rounds is null")]
    [InlineData("""{"restored": [{"path": "\ud800", "because": "x"}]}""", "repair.json")]
    public async Task A_malformed_file_is_named_with_what_is_wrong(string json, string words)
    {
        var run = new MemoryRun().With(RunFiles.Repair, json);

        var read = async () => await run.ReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, CancellationToken.None);

        var error = await read.ShouldThrowAsync<RunFileException>();
        error.Message.ShouldContain("repair.json");
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_null_is_taken_where_the_record_has_room_for_one_and_in_what_it_does_not_know()
    {
        var run = new MemoryRun().With(RunFiles.Repair, """{"hot": null, "other": [null], "rounds": []}""");

        var log = await run.ReadJsonAsync(RunFiles.Repair, PruningJson.Default.RepairLog, CancellationToken.None);

        log.Hot.ShouldBeNull();
    }

    [Fact]
    public async Task A_missing_file_is_named_or_null()
    {
        var read = async () =>
            await new MemoryRun().ReadJsonAsync(RunFiles.Check, CheckingJson.Default.CheckReport, CancellationToken.None);

        (await read.ShouldThrowAsync<RunFileException>()).Message.ShouldContain("check.json is missing");
        (await new MemoryRun().TryReadJsonAsync(RunFiles.Check, CheckingJson.Default.CheckReport, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        var report = new CheckReport
        {
            Bytes = 1,
            BudgetBytes = 2,
            Gates =
            [
                new GateResult
                {
                    Gate = "size",
                    Status = GateStatus.Warn,
                    Measured = "ß",
                    Message = "m",
                },
            ],
        };
        var run = new MemoryRun();

        await run.WriteJsonAsync(RunFiles.Check, report, CheckingJson.Default.CheckReport, CancellationToken.None);

        var read = await run.ReadJsonAsync(RunFiles.Check, CheckingJson.Default.CheckReport, CancellationToken.None);
        read.Gates.ShouldBe(report.Gates);
        read.ShouldBe(report with { Gates = read.Gates });
        Encoding.UTF8.GetString(run[RunFiles.Check]).ShouldContain("\"gate\": \"size\"");
    }
}
