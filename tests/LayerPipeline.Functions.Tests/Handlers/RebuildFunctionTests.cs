using System.Text.Json;
using Amazon.Runtime;
using LayerPipeline.Executions;
using LayerPipeline.Functions.Failures;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Functions.Payloads;
using LayerPipeline.Functions.Tests.Storage;
using LayerPipeline.Planning.Requests;
using NSubstitute;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Handlers;

public sealed class RebuildFunctionTests
{
    private readonly MemoryBucket _bucket = new();
    private readonly IExecutions _executions = Substitute.For<IExecutions>();

    public RebuildFunctionTests() =>
        _executions
            .StartAsync(Arg.Any<ExecutionRequest>(), Arg.Any<CancellationToken>())
            .Returns(call => call.Arg<ExecutionRequest>().Input);

    [Fact]
    public async Task An_event_starts_the_request_that_it_names_with_the_file_s_name()
    {
        _bucket.Put("requests/science.json", """{"packages":["numpy"]}""").Put("requests/other.json", """{"packages":["six"]}""");

        var output = await RebuildAsync("""{"source":"aws.s3","detail":{"object":{"key":"requests/science.json"}}}""");

        output.Started.ShouldHaveSingleItem().Execution.ShouldBe("""{"name":"science","packages":["numpy"]}""");
    }

    [Fact]
    public async Task The_schedule_starts_every_request()
    {
        _bucket
            .Put("requests/a.json", """{"packages":["a"]}""")
            .Put("requests/b.json", """{"packages":["b"]}""")
            .Put("requests/note.txt", "");

        var output = await RebuildAsync("""{"source":"schedule"}""");

        output.Started.Select(build => build.Request).ShouldBe(["requests/a.json", "requests/b.json"]);
    }

    [Fact]
    public async Task A_request_that_is_none_takes_no_other_with_it()
    {
        _bucket.Put("requests/a.json", "{").Put("requests/b.json", """{"packages":["b"]}""");

        var error = await Should.ThrowAsync<RequestsRefusedException>(() => RebuildAsync("""{"source":"schedule"}"""));

        error.Message.ShouldContain("requests/a.json");
        await _executions.Received(1).StartAsync(Arg.Any<ExecutionRequest>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_start_that_the_service_refuses_takes_no_other_with_it()
    {
        _bucket.Put("requests/a.json", """{"packages":["a"]}""").Put("requests/b.json", """{"packages":["b"]}""");
        _executions
            .StartAsync(Arg.Is<ExecutionRequest>(request => request.Input.Contains("\"a\"")), Arg.Any<CancellationToken>())
            .Returns<string>(_ => throw new AmazonServiceException("Rate exceeded"));

        var error = await Should.ThrowAsync<RequestsRefusedException>(() => RebuildAsync("""{"source":"schedule"}"""));

        error.Message.ShouldContain("1 of 2");
        error.Message.ShouldContain("requests/a.json: Rate exceeded");
    }

    [Fact]
    public async Task A_file_starts_the_requests_of_its_folder_and_above_that_name_it()
    {
        _bucket
            .Put("requests/team/uv.lock", "version = 1")
            .Put("requests/uv.lock", "")
            .Put("requests/above.json", """{"requirementsFile":"team/uv.lock"}""")
            .Put("requests/team/science.json", """{"requirementsFile":"uv.lock","python":"3.13"}""")
            .Put("requests/team/other.json", """{"packages":["six"]}""")
            .Put("requests/team/broken.json", "{")
            .Put("requests/team/deeper/same-name.json", """{"requirementsFile":"uv.lock"}""")
            .Put("requests/root.json", """{"requirementsFile":"uv.lock"}""");

        var output = await RebuildAsync("""{"source":"aws.s3","detail":{"object":{"key":"requests/team/uv.lock"}}}""");

        output.Started.Select(build => build.Request).ShouldBe(["requests/above.json", "requests/team/science.json"]);
        output.Started[1].Execution.ShouldBe("""{"name":"science","python":"3.13","requirementsFile":"team/uv.lock"}""");
    }

    [Fact]
    public async Task A_request_whose_file_changed_gets_an_execution_of_another_name()
    {
        var names = new List<string>();
        _executions
            .StartAsync(Arg.Do<ExecutionRequest>(request => names.Add(request.NamePrefix)), Arg.Any<CancellationToken>())
            .Returns("execution");
        _bucket.Put("requests/a.json", """{"requirementsFile":"r.txt"}""");
        foreach (var text in new[] { "six==1", "six==1", "six==2" })
        {
            _bucket.Put("requests/r.txt", text);
            await RebuildAsync("""{"source":"schedule"}""");
        }

        names[1].ShouldBe(names[0]);
        names[2].ShouldNotBe(names[0]);
    }

    [Theory]
    [InlineData("uv.lock", "there is no object s3://memory/requests/team/uv.lock. Upload it")]
    [InlineData("../uv.lock", "has . or .. as a part; it is the path of a file in the request's own folder")]
    [InlineData("/etc/passwd", "begins with /")]
    public async Task A_file_that_can_not_be_read_is_named(string file, string problem)
    {
        _bucket.Put("requests/team/a.json", $$"""{"requirementsFile":"{{file}}"}""").Put("requests/uv.lock", "version = 1");

        var error = await Should.ThrowAsync<RequestsRefusedException>(() =>
            RebuildAsync("""{"source":"aws.s3","detail":{"object":{"key":"requests/team/a.json"}}}""")
        );

        error.Message.ShouldContain("requests/team/a.json: requirementsFile: '");
        error.Message.ShouldContain(problem);
    }

    [Theory]
    [InlineData("runs/x/plan.json")]
    [InlineData("requests/readme.md")]
    [InlineData("requests/gone.json")]
    public async Task Other_objects_start_nothing(string key)
    {
        _bucket.Put("runs/x/plan.json", "{}").Put("requests/readme.md", "");

        var output = await RebuildAsync($$$$"""{"source":"aws.s3","detail":{"object":{"key":"{{{{key}}}}"}}}""");

        output.Started.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_request_has_the_same_name_however_it_is_written()
    {
        var one = ExecutionRequest.Read("""{"packages":["numpy"],"name":"science"}"""u8.ToArray(), null);
        var two = ExecutionRequest.Read("""{ "name": "science",   "packages": [ "numpy" ] }"""u8.ToArray(), "ignored");

        two.Input.ShouldBe(one.Input);
        two.NamePrefix.ShouldBe(one.NamePrefix);
    }

    [Fact]
    public void Another_request_has_another_name()
    {
        var one = ExecutionRequest.Read("""{"packages":["numpy"],"name":"science"}"""u8.ToArray(), null);
        var two = ExecutionRequest.Read("""{"packages":["numpy>2"],"name":"science"}"""u8.ToArray(), null);

        two.NamePrefix.ShouldNotBe(one.NamePrefix);
    }

    [Fact]
    public void A_file_s_name_that_is_no_layer_name_is_not_taken()
    {
        var request = ExecutionRequest.Read("""{"packages":["numpy"]}"""u8.ToArray(), "my layer!");

        request.Input.ShouldBe("""{"packages":["numpy"]}""");
        request.NamePrefix.ShouldStartWith("layer-");
    }

    [Fact]
    public void What_is_no_request_is_refused_by_the_field()
    {
        Should
            .Throw<InvalidRequestException>(() => ExecutionRequest.Read("""{"pakcages":[]}"""u8.ToArray(), null))
            .Field.ShouldBe("pakcages");
    }

    private async Task<RebuildOutput> RebuildAsync(string input)
    {
        using var document = JsonDocument.Parse(input);
        return await new RebuildFunction(_bucket, _executions).HandleAsync(document.RootElement.Clone(), InvocationContext.Begin());
    }
}
