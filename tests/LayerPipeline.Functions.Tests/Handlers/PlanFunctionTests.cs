using System.Text.Json;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

public sealed class PlanFunctionTests
{
    private const string Execution = "arn:aws:states:eu-west-1:123456789012:execution:layer-pipeline:one";

    private readonly MemoryBucket _bucket = new();

    [Fact]
    public async Task Each_combination_gets_a_plan_and_names_of_its_own()
    {
        var output = await PlanAsync(
            """{"name":"science","packages":["numpy"],"python":["3.12","3.13"],"architecture":["x86_64","arm64"]}"""
        );

        output.Builds.Count.ShouldBe(4);
        output.Builds.Select(build => build.Run).Distinct().Count().ShouldBe(4);
        output.Builds.Select(build => build.Function).Distinct().Count().ShouldBe(4);
        output.Builds.Select(build => build.Parameter).ShouldContain("/layers/science/python3.13/arm64");
        foreach (var build in output.Builds)
        {
            _bucket.Keys.ShouldContain($"runs/{build.Run}/plan.json");
            build.Function.Length.ShouldBeLessThanOrEqualTo(64);
        }
    }

    [Fact]
    public async Task The_image_and_the_environment_are_those_of_the_architecture()
    {
        var build = (await PlanAsync("""{"packages":["numpy"],"python":"3.13","architecture":"arm64"}""")).Builds.ShouldHaveSingleItem();

        build.Image.ShouldBe("public.ecr.aws/sam/build-python3.13:latest-arm64");
        build.Environment.ShouldBe("ARM_CONTAINER");
    }

    [Theory]
    [InlineData("x86_64", "LINUX_CONTAINER")]
    [InlineData("arm64", "ARM_CONTAINER")]
    public async Task A_preview_is_built_in_the_image_that_AWS_tags_as_one(string architecture, string environment)
    {
        var output = await PlanAsync($$"""{"packages":["numpy"],"python":"3.15","architecture":"{{architecture}}"}""");

        var build = output.Builds.ShouldHaveSingleItem();
        build.Image.ShouldBe("public.ecr.aws/lambda/python:3.15-preview");
        build.Environment.ShouldBe(environment);
        build.Warnings.ShouldHaveSingleItem().ShouldContain("public preview");
    }

    [Fact]
    public async Task A_runtime_that_is_blocked_when_the_execution_starts_is_refused_before_anything_is_written()
    {
        const string Request = """{"packages":["numpy"],"python":"3.10"}""";

        var error = await Should.ThrowAsync<InvalidRequestException>(() => PlanAsync(Request, started: "2027-02-01T00:00:00.000Z"));

        error.Message.ShouldContain("3.14");
        _bucket.Keys.ShouldBeEmpty();
        (await PlanAsync(Request, started: "2027-01-31T23:59:59.000Z")).Builds.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_second_attempt_of_the_same_execution_finds_the_names_of_the_first()
    {
        const string Request = """{"packages":["numpy"]}""";
        var first = await PlanAsync(Request);
        var second = await PlanAsync(Request);

        second.Builds[0].Run.ShouldBe(first.Builds[0].Run);
        second.Builds[0].Tools.ShouldBe(first.Builds[0].Tools);
    }

    [Fact]
    public async Task Another_execution_finds_the_throwaway_function_that_a_cut_off_one_left()
    {
        const string Request = """{"packages":["numpy"]}""";
        var first = await PlanAsync(Request);
        var second = await PlanAsync(Request, execution: "another");

        second.Builds[0].Run.ShouldNotBe(first.Builds[0].Run);
        second.Builds[0].Function.ShouldBe(first.Builds[0].Function);
    }

    [Fact]
    public async Task A_layer_that_is_not_the_deployment_s_is_refused()
    {
        var error = await Should.ThrowAsync<InvalidRequestException>(() =>
            PlanAsync("""{"name":"theirs","packages":["numpy"]}""", layerPrefix: "ours-")
        );

        error.Field.ShouldBe("name");
        error.Message.ShouldContain("'ours-'");
        _bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_longest_name_still_has_a_candidate_that_Lambda_takes()
    {
        var name = new string('n', 140);

        var build = (await PlanAsync($$"""{"name":"{{name}}","packages":["numpy"]}""")).Builds[0];

        build.Candidate.Length.ShouldBeLessThanOrEqualTo(140);
        build.Candidate.ShouldEndWith("-candidate");
    }

    [Fact]
    public async Task The_tools_hold_the_probe_its_entry_point_and_the_build_driver()
    {
        var build = (await PlanAsync("""{"packages":["numpy"]}""")).Builds[0];

        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(_bucket[build.Tools]));
        zip.Entries.Select(entry => entry.FullName).ShouldBeUnique();
        zip.Entries.Select(entry => entry.FullName).ShouldContain("probe/__main__.py");
        zip.Entries.Select(entry => entry.FullName).ShouldContain("entry.py");
        zip.Entries.Select(entry => entry.FullName).ShouldContain("build.py");
    }

    [Theory]
    [InlineData("""{"packages":["numpy; rm -rf /"]}""")]
    [InlineData("""{"packages":["--index-url=http://evil"]}""")]
    [InlineData("""{"name":"../../x","packages":["numpy"]}""")]
    [InlineData("""{"packages":["numpy"],"budget":{"besides":["arn:aws:lambda:*:*:function:x"]}}""")]
    [InlineData("""{"packages":["numpy"],"publish":{"shareWith":["*"]}}""")]
    [InlineData("""["numpy"]""")]
    public async Task What_could_reach_a_shell_a_path_or_an_ARN_is_refused_before_anything_is_written(string request)
    {
        await Should.ThrowAsync<InvalidRequestException>(() => PlanAsync(request));

        _bucket.Keys.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_file_that_a_request_names_is_read_from_the_bucket()
    {
        _bucket.Put("requests/team/requirements.txt", "six==1.16.0\nidna<4\n");

        var build = (await PlanAsync("""{"requirementsFile":"team/requirements.txt"}""")).Builds.ShouldHaveSingleItem();

        var plan = await PlanOfAsync(build);
        plan.RequirementsText.ShouldBe("idna<4\nsix==1.16.0\n");
        plan.Sources.ShouldHaveSingleItem().Name.ShouldBe("team/requirements.txt");
    }

    [Theory]
    [InlineData("none.txt", "there is no object s3://memory/requests/none.txt")]
    [InlineData("../runs/plan.json", "has . or .. as a part")]
    [InlineData("large.txt", "has 8,388,609 bytes; at most 8,388,608 are read")]
    [InlineData(
        "options.txt",
        "'--index-url' is a pip option, not a package; set the index on the command line or in pip's own configuration (on AWS"
    )]
    [InlineData("uv.lock", "uv.lock, line 2, column ")]
    public async Task A_file_that_does_not_fit_is_named_before_anything_is_written(string file, string problem)
    {
        _bucket
            .Put("requests/large.txt", new byte[8_388_609])
            .Put("requests/options.txt", "--index-url https://e.org/s\nsix\n")
            .Put("requests/uv.lock", "version = 1\n[[package]\n");
        var before = _bucket.Keys.ToList();

        var error = await Should.ThrowAsync<InvalidRequestException>(() => PlanAsync($$"""{"requirementsFile":"{{file}}"}"""));

        error.Message.ShouldContain(problem);
        _bucket.Keys.ShouldBe(before);
    }

    [Theory]
    [InlineData("", "copy", "copy")]
    [InlineData("", "reference", "reference")]
    [InlineData(""","publish":{"storage":"copy"}""", "reference", "copy")]
    [InlineData(""","publish":{"storage":"reference"}""", "copy", "reference")]
    public async Task A_layer_is_kept_where_its_request_says_or_else_where_the_deployment_does(string publish, string ours, string storage)
    {
        var settings = new PlanSettings("layerpipeline-probe-", "/layers") { LayerStorage = ours };

        var build = (await PlanAsync($$"""{"packages":["numpy"]{{publish}}}""", settings: settings)).Builds.ShouldHaveSingleItem();

        build.Storage.ShouldBe(storage);
        (await PlanOfAsync(build)).Request.Publish.Storage.ShouldBe(storage);
    }

    [Fact]
    public async Task The_deployment_s_signing_profile_is_part_of_the_plan()
    {
        const string Profile = "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/our_layers";
        var settings = new PlanSettings("layerpipeline-probe-", "/layers") { SigningProfile = SigningProfile.Read(Profile) };

        var signed = (await PlanAsync("""{"packages":["numpy"]}""", settings: settings)).Builds[0];
        var plan = await PlanOfAsync(signed);
        var unsigned = (await PlanAsync("""{"packages":["numpy"]}""")).Builds[0];

        (signed.SigningProfile, signed.SigningAccount).ShouldBe(("our_layers", "123456789012"));
        plan.SigningProfileArn.ShouldBe(Profile);
        (unsigned.SigningProfile, unsigned.SigningAccount).ShouldBe(("", ""));
        (await PlanOfAsync(unsigned)).SigningProfileArn.ShouldBeNull();
        SigningProfile.Read("").ShouldBeNull();
    }

    private async Task<BuildPlan> PlanOfAsync(PlannedBuild build) =>
        await _bucket.Run(build.Run).ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);

    private async Task<PlanOutput> PlanAsync(
        string request,
        string execution = Execution,
        string layerPrefix = "",
        string started = "2026-11-22T08:00:00.000Z",
        PlanSettings? settings = null
    )
    {
        settings ??= new PlanSettings("layerpipeline-probe-", "/layers") { LayerPrefix = layerPrefix };
        var function = new PlanFunction(_bucket, settings);
        using var document = JsonDocument.Parse(request);
        var input = new PlanInput
        {
            Execution = execution,
            Started = DateTimeOffset.Parse(started),
            Request = document.RootElement.Clone(),
        };
        return await function.HandleAsync(input, InvocationContext.Begin());
    }
}
