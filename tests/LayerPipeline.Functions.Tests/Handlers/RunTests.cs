using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;
using LayerPipeline.Checking;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Storage;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

/// <summary>Prune, Check, Judge and Record on a small run.</summary>
public sealed class RunTests
{
    private static readonly RunInput Input = new() { Run = RunFixture.Run };

    [Fact]
    public async Task The_command_line_and_the_function_make_the_same_layer_of_the_same_files()
    {
        var bucket = await RunFixture.MakeAsync();
        var folder = Directory.CreateTempSubdirectory("parity-");
        foreach (var file in new[] { "plan.json", "raw.zip", "baseline.json" })
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, file), bucket[$"runs/{RunFixture.Run}/{file}"]);
        }

        await new PruneFunction(bucket).HandleAsync(Input, InvocationContext.Begin());
        var result = await CliWrap
            .Cli.Wrap("dotnet")
            .WithArguments([
                Path.Combine(AppContext.BaseDirectory, "layer-pipeline.dll"),
                "prune",
                Path.Combine(folder.FullName, "raw.zip"),
                "--plan",
                Path.Combine(folder.FullName, "plan.json"),
            ])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

        result.ExitCode.ShouldBe(0, result.StandardError);
        foreach (var file in new[] { "layer.zip", "pruned.zip", "prune.json" })
        {
            var local = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, file));
            local.ShouldBe(bucket[$"runs/{RunFixture.Run}/{file}"], file);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_raw_archive_that_the_build_did_not_write_is_refused()
    {
        var bucket = await RunFixture.MakeAsync();
        var input = Input with { Pins = Convert.ToBase64String("""{"raw.zip":"\"another\""}"""u8) };

        await Should.ThrowAsync<RunFileChangedException>(() => new PruneFunction(bucket).HandleAsync(input, InvocationContext.Begin()));

        bucket.Keys.ShouldNotContain($"runs/{RunFixture.Run}/layer.zip");
    }

    [Theory]
    [InlineData("{\"raw.zip\":\"another\"}")]
    [InlineData("e3Jhdy56aXA6YW5vdGhlcn0=")]
    [InlineData("")]
    public async Task What_a_build_reports_of_its_files_is_never_passed_over(string pins)
    {
        var bucket = await RunFixture.MakeAsync();

        var error = await Should.ThrowAsync<RunFileException>(() =>
            new PruneFunction(bucket).HandleAsync(Input with { Pins = pins }, InvocationContext.Begin())
        );

        error.Message.ShouldContain("PINS");
        bucket.Keys.ShouldNotContain($"runs/{RunFixture.Run}/layer.zip");
    }

    [Fact]
    public async Task A_step_writes_one_line_with_run_step_and_bytes()
    {
        var bucket = await RunFixture.MakeAsync();
        var log = new List<string>();

        await new PruneFunction(bucket).HandleAsync(Input, InvocationContext.Begin(log));

        var line = JsonDocument.Parse(log.ShouldHaveSingleItem()).RootElement;
        line.GetProperty("run").GetString().ShouldBe(RunFixture.Run);
        line.GetProperty("step").GetString().ShouldBe("Prune");
        line.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_layer_over_its_budget_fails_the_check()
    {
        var request = new LayerRequest
        {
            Packages = ["pocket"],
            Python = ["3.13"],
            Budget = new BudgetRequest { ReserveBytes = 262_143_999 },
        };
        var bucket = await RunFixture.MakeAsync(request);
        await new PruneFunction(bucket).HandleAsync(Input, InvocationContext.Begin());

        await Should.ThrowAsync<BudgetExceededException>(() =>
            new CheckFunction(bucket).HandleAsync(new CheckInput { Run = RunFixture.Run }, InvocationContext.Begin())
        );

        bucket.Keys.ShouldContain($"runs/{RunFixture.Run}/check.json");
    }

    [Fact]
    public async Task The_probe_gets_the_baseline_s_modules_in_slices()
    {
        var bucket = await RunFixture.MakeAsync();
        await new PruneFunction(bucket).HandleAsync(Input, InvocationContext.Begin());

        var output = await new CheckFunction(bucket).HandleAsync(new CheckInput { Run = RunFixture.Run }, InvocationContext.Begin());

        output.Slices.ShouldHaveSingleItem().Count.ShouldBe(1);
        var arguments = JsonSerializer.Deserialize(GzipBase64.Unpack(output.Arguments).Span, ProbingJson.Default.ProbeArguments)!;
        arguments.Modules.ShouldBe(["pocket"]);
        arguments.Mode.ShouldBe(ProbeMode.Candidate);
    }

    [Fact]
    public async Task A_regression_is_repaired_and_an_answer_that_was_lost_is_given_again()
    {
        var bucket = await RunFixture.ProbedAsync("error");

        (await RunFixture.JudgeAsync(bucket)).Verdict.ShouldBe("repair");
        var repair = bucket[$"runs/{RunFixture.Run}/repair.json"];
        (await RunFixture.JudgeAsync(bucket)).Verdict.ShouldBe("repair");

        bucket[$"runs/{RunFixture.Run}/repair.json"].ShouldBe(repair, "the round counts once");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"report":"!"}""")]
    [InlineData("""{"report":"AAAA"}""")]
    [InlineData("")]
    public async Task A_report_that_package_code_tampered_with_is_no_report(string slice)
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        bucket.Put($"runs/{RunFixture.Run}/candidate-0-0.json", slice);

        await Should.ThrowAsync<ProbeFailedException>(() => RunFixture.JudgeAsync(bucket));
    }

    [Theory]
    [InlineData("\"modules\": [", "\"modules\": [null,", "$.modules[0] is null")]
    [InlineData("\"id\": \"pocket\"", "\"id\": null", "$.modules[0].id is null")]
    public async Task A_report_with_nulls_is_no_report(string text, string instead, string problem)
    {
        var bucket = await RunFixture.ProbedAsync("ok");
        var report = Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(RunFixture.Report(), ProbingJson.Default.ProbeReport));
        report.ShouldContain(text);
        var changed = GzipBase64.Pack(Encoding.UTF8.GetBytes(report.Replace(text, instead, StringComparison.Ordinal)));
        bucket.Put($"runs/{RunFixture.Run}/candidate-0-0.json", $$"""{"report":"{{changed}}"}""");

        (await Should.ThrowAsync<ProbeFailedException>(() => RunFixture.JudgeAsync(bucket))).Message.ShouldContain(problem);
    }

    [Fact]
    public void A_report_that_grows_without_end_is_cut_off()
    {
        var bomb = GzipBase64.Pack(new byte[65 << 20]);

        Should.Throw<ProbeFailedException>(() => GzipBase64.Unpack(bomb)).Message.ShouldContain("more than");
    }
}
