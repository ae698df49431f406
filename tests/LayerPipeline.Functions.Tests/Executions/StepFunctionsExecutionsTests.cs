using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.StepFunctions;
using LayerPipeline.Executions;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Executions;

/// <summary>Against the service's protocol, so that both the package and its stand-in are held to it.</summary>
public sealed class StepFunctionsExecutionsTests : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly List<(string Operation, JsonElement Body, string Authorization)> _requests = [];
    private readonly Queue<(int Status, string Body)> _answers = new();
    private readonly StepFunctionsExecutions _executions;

    public StepFunctionsExecutionsTests()
    {
        var address = Listen();
        var config = new AmazonStepFunctionsConfig
        {
            ServiceURL = address,
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = 0,
        };
        var client = new AmazonStepFunctionsClient(new BasicAWSCredentials("id", "secret"), config);
        _executions = new StepFunctionsExecutions(client, "arn:machine", TimeProvider.System);
        _ = AnswerAsync();
    }

    private static ExecutionRequest Request => ExecutionRequest.Read("""{"name":"science","packages":["numpy"]}"""u8.ToArray(), null);

    [Fact]
    public async Task A_request_is_started_under_a_name_that_it_gives_itself()
    {
        _answers.Enqueue((200, """{"executions":[]}"""));
        _answers.Enqueue((200, """{"executionArn":"arn:new","startDate":1700000000.5}"""));

        var execution = await _executions.StartAsync(Request, CancellationToken.None);

        execution.ShouldBe("arn:new");
        _requests[1].Operation.ShouldBe("AWSStepFunctions.StartExecution");
        _requests[1].Body.GetProperty("name").GetString()!.ShouldStartWith(Request.NamePrefix);
        _requests[1].Body.GetProperty("input").GetString().ShouldBe(Request.Input);
        _requests[1].Authorization.ShouldStartWith("AWS4-HMAC-SHA256 Credential=id/");
        _requests[1].Authorization.ShouldContain("/eu-west-1/states/aws4_request");
    }

    [Fact]
    public async Task A_request_that_runs_is_joined()
    {
        var name = $"{Request.NamePrefix}20261122-1";
        _answers.Enqueue((200, $$$"""{"executions":[{"executionArn":"arn:running","name":"{{{name}}}","status":"RUNNING"}]}"""));

        (await _executions.StartAsync(Request, CancellationToken.None)).ShouldBe("arn:running");
    }

    [Fact]
    public async Task A_name_that_was_used_today_gives_way_to_the_next()
    {
        _answers.Enqueue((200, """{"executions":[]}"""));
        _answers.Enqueue((400, """{"__type":"ExecutionAlreadyExists","message":"exists"}"""));
        _answers.Enqueue((200, """{"executionArn":"arn:second"}"""));

        (await _executions.StartAsync(Request, CancellationToken.None)).ShouldBe("arn:second");

        _requests[2].Body.GetProperty("name").GetString()!.ShouldEndWith("-2");
    }

    [Theory]
    [InlineData(200, """{"status":"RUNNING"}""", true)]
    [InlineData(200, """{"status":"ABORTED"}""", false)]
    [InlineData(400, """{"__type":"com.amazonaws.states#ExecutionDoesNotExist","message":"no"}""", false)]
    public async Task An_execution_runs_or_does_not(int status, string answer, bool expected)
    {
        _answers.Enqueue((status, answer));

        var state = await _executions.LookAsync("arn:one", CancellationToken.None);

        (state?.IsRunning == true).ShouldBe(expected);
    }

    public void Dispose() => _listener.Close();

    /// <summary>A free port: the listener does not choose one itself.</summary>
    private string Listen()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var address = $"http://localhost:{((IPEndPoint)free.LocalEndpoint).Port}/";
        free.Stop();
        _listener.Prefixes.Add(address);
        _listener.Start();
        return address;
    }

    private async Task AnswerAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var document = await JsonDocument.ParseAsync(context.Request.InputStream);
            _requests.Add(
                (context.Request.Headers["X-Amz-Target"]!, document.RootElement.Clone(), context.Request.Headers["Authorization"]!)
            );
            var (status, body) = _answers.Dequeue();
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.0";
            context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: false);
        }
    }
}
