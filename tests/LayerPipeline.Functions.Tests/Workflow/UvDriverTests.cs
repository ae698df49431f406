using System.Text.Json;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Uv;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Testing;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>The build driver with uv in pip's place. uv is a stand-in: a program that takes uv's documented options.</summary>
public sealed class UvDriverTests : IDisposable
{
    private const string Needs =
        "License: MIT\nClassifier: Topic :: Tests\nRequires-Dist: beta>=1\nRequires-Dist: gamma; extra == 'more'\n\nText.\n";

    private readonly DriverFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_named_version_installs_what_the_plan_says_and_the_report_is_the_one_of_one_machine()
    {
        var python = await Interpreters.FindOrSkipAsync();
        var plan = await PrepareAsync("uv==0.8.4");
        StandInUv.WriteWheel(_folder["wheels"], "0.8.3");
        StandInUv.WriteWheel(_folder["wheels"], "0.8.4");

        await FillAsync(python);

        var file = await File.ReadAllBytesAsync(_folder["pip-report.json"]);
        var report = PipReport.Parse(file);
        (report.Installer, report.Pip).ShouldBe(("uv", "0.8.4"));
        report.Warnings.ShouldBe(["The package has no extra named x"]);
        var here = PipReport.Parse(UvReport.Make(plan, "0.8.4", report.Python, Infos()));
        Json(report with { Warnings = [] }).ShouldBe(Json(here));
        report.Distributions.Select(each => each.Name).ShouldBe(["alpha", "beta"]);
        Directory.GetFiles(_folder["python"]).ShouldBeEmpty("uv's lock is no file of a distribution");
        using var asked = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["uv-program/bin/asked.json"]));
        var arguments = asked.RootElement.GetProperty("arguments").EnumerateArray().Select(word => word.GetString()!).ToList();
        arguments.SkipLast(2).ShouldBe(plan.UvArguments);
        arguments[^2].ShouldBe("--python");
        asked
            .RootElement.GetProperty("places")
            .EnumerateArray()
            .Select(place => place.GetString())
            .ShouldBe(["https://index.example/simple", _folder["wheels"]], "what pip is told, uv does not read");
        asked.RootElement.GetProperty("hashes").ValueKind.ShouldBe(JsonValueKind.Null, "a setting that turns hashes off does not reach uv");
    }

    [Fact]
    public async Task A_version_that_the_index_lacks_is_the_failure_and_nothing_is_installed()
    {
        var python = await Interpreters.FindOrSkipAsync();
        await PrepareAsync("uv==9.9.9");
        StandInUv.WriteWheel(_folder["wheels"], "0.8.4");

        await FillAsync(python, mayFail: true);

        var failure = await FailureAsync();
        (failure.Installer, failure.Wanted).ShouldBe(("pip", "uv==9.9.9"));
        failure.Error.ShouldContain("9.9.9");
        Directory.Exists(_folder["python"]).ShouldBeFalse();
    }

    [Fact]
    public async Task What_uv_says_is_the_failure_where_it_fails()
    {
        var python = await Interpreters.FindOrSkipAsync();
        await PrepareAsync("uv==0.8.4", hash: new string('0', 64));
        StandInUv.WriteWheel(_folder["wheels"], "0.8.4");

        await FillAsync(python, mayFail: true);

        var failure = await FailureAsync();
        (failure.Installer, failure.Wanted, failure.ExitCode).ShouldBe(("uv", null, 1));
        failure.Error.ShouldContain("Hash mismatch");
    }

    /// <summary>Two wheels, one of which needs the other, and a plan of both with their hashes.</summary>
    private async Task<BuildPlan> PrepareAsync(string installer, string? hash = null)
    {
        _folder.WriteTools();
        var alpha = PlainWheel.Write(_folder["wheels"], "alpha", "1.0", Needs, ("alpha/__init__.py", "x = 1\n"));
        var beta = PlainWheel.Write(_folder["wheels"], "beta", "1.0", "", ("beta/__init__.py", ""));
        var request = new LayerRequest
        {
            Requirements = $"alpha==1.0 --hash=sha256:{hash ?? alpha}\nbeta==1.0 --hash=sha256:{beta}\n",
            Installer = Installer.TryParse(installer)!,
        };
        var plan = new Planner().PlanOnAws(request, new DateOnly(2026, 11, 22)).Single();
        await File.WriteAllBytesAsync(_folder["plan.json"], JsonSerializer.SerializeToUtf8Bytes(plan, PlanningJson.Default.BuildPlan));
        await File.WriteAllTextAsync(_folder["requirements.txt"], plan.RequirementsText);
        return plan;
    }

    private Task FillAsync(string python, bool mayFail = false) =>
        _folder.RunAsync(
            python,
            """
            os.environ.update(PIP_NO_INDEX="1", PIP_INDEX_URL="https://index.example/simple")
            os.environ.update(PIP_FIND_LINKS=os.path.abspath("wheels"), UV_NO_VERIFY_HASHES="1")
            build.upload = lambda path, name=None: path
            build.fill(json.load(open("plan.json")), [])
            """,
            mayFail
        );

    private async Task<PipFailureFile> FailureAsync() =>
        JsonSerializer.Deserialize(await File.ReadAllBytesAsync(_folder["pip-failure.json"]), FunctionsJson.Default.PipFailureFile)!;

    private IEnumerable<(string Metadata, string Wheel)> Infos() =>
        Directory
            .GetDirectories(_folder["python"], "*.dist-info")
            .Select(info => (File.ReadAllText(Path.Combine(info, "METADATA")), File.ReadAllText(Path.Combine(info, "WHEEL"))));

    private static string Json(InstallReport report) => JsonSerializer.Serialize(report, InstallingJson.Default.InstallReport);
}
