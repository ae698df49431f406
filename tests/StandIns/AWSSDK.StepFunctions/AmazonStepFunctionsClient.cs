using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.StepFunctions.Internal;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions;

/// <summary>Calls Step Functions by its JSON 1.0 protocol, signed with SigV4, through the SDK's own pipeline.</summary>
public sealed class AmazonStepFunctionsClient : AmazonServiceClient, IAmazonStepFunctions
{
    /// <summary>Takes region and credentials from where the SDK finds them.</summary>
    public AmazonStepFunctionsClient()
        : this(new AmazonStepFunctionsConfig()) { }

    /// <summary>Takes credentials from where the SDK finds them.</summary>
    /// <param name="config">Region or address.</param>
    public AmazonStepFunctionsClient(AmazonStepFunctionsConfig config)
        : base(config) { }

    /// <summary>Uses the credentials given.</summary>
    /// <param name="credentials">Signs each request.</param>
    /// <param name="config">Region or address.</param>
    public AmazonStepFunctionsClient(AWSCredentials credentials, AmazonStepFunctionsConfig config)
        : base(credentials, config) { }

    /// <inheritdoc />
    protected override IServiceMetadata ServiceMetadata { get; } = new StatesMetadata();

    /// <inheritdoc />
    public Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartExecutionResponse>(
            request,
            "StartExecution",
            writer =>
            {
                writer.Add("stateMachineArn", request.StateMachineArn);
                writer.Add("name", request.Name);
                writer.Add("input", request.Input);
            },
            answer => new StartExecutionResponse { ExecutionArn = answer.Text("executionArn"), StartDate = answer.Date("startDate") },
            cancellationToken
        );

    /// <inheritdoc />
    public Task<DescribeExecutionResponse> DescribeExecutionAsync(
        DescribeExecutionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        CallAsync<DescribeExecutionResponse>(
            request,
            "DescribeExecution",
            writer => writer.Add("executionArn", request.ExecutionArn),
            answer => new DescribeExecutionResponse
            {
                ExecutionArn = answer.Text("executionArn"),
                Name = answer.Text("name"),
                Status = ExecutionStatus.FindValue(answer.Text("status") ?? ""),
                Input = answer.Text("input"),
                Output = answer.Text("output"),
                Error = answer.Text("error"),
                Cause = answer.Text("cause"),
            },
            cancellationToken
        );

    /// <inheritdoc />
    public Task<DescribeStateMachineResponse> DescribeStateMachineAsync(
        DescribeStateMachineRequest request,
        CancellationToken cancellationToken = default
    ) =>
        CallAsync<DescribeStateMachineResponse>(
            request,
            "DescribeStateMachine",
            writer => writer.Add("stateMachineArn", request.StateMachineArn),
            answer => new DescribeStateMachineResponse
            {
                StateMachineArn = answer.Text("stateMachineArn"),
                Definition = answer.Text("definition"),
            },
            cancellationToken
        );

    /// <inheritdoc />
    public Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(
        GetExecutionHistoryRequest request,
        CancellationToken cancellationToken = default
    ) =>
        CallAsync<GetExecutionHistoryResponse>(
            request,
            "GetExecutionHistory",
            writer =>
            {
                writer.Add("executionArn", request.ExecutionArn);
                writer.Add("includeExecutionData", request.IncludeExecutionData);
                writer.Add("maxResults", request.MaxResults);
                writer.Add("reverseOrder", request.ReverseOrder);
                writer.Add("nextToken", request.NextToken);
            },
            answer => new GetExecutionHistoryResponse
            {
                Events = [.. answer.Items("events").Select(Event)],
                NextToken = answer.Text("nextToken"),
            },
            cancellationToken
        );

    /// <inheritdoc />
    public Task<ListExecutionsResponse> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListExecutionsResponse>(
            request,
            "ListExecutions",
            writer =>
            {
                writer.Add("stateMachineArn", request.StateMachineArn);
                writer.Add("statusFilter", request.StatusFilter?.Value);
                writer.Add("maxResults", request.MaxResults);
                writer.Add("nextToken", request.NextToken);
            },
            answer => new ListExecutionsResponse
            {
                Executions = [.. answer.Items("executions").Select(Item)],
                NextToken = answer.Text("nextToken"),
            },
            cancellationToken
        );

    /// <inheritdoc />
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new StatesEndpointResolver());
        pipeline.AddHandlerAfter<StatesEndpointResolver>(new StatesAuthResolver());
    }

    private static HistoryEvent Event(JsonAnswer answer) =>
        new()
        {
            Id = answer.Number("id"),
            PreviousEventId = answer.Number("previousEventId"),
            MapStateStartedEventDetails = answer.Object("mapStateStartedEventDetails") is { } map
                ? new MapStateStartedEventDetails { Length = (int?)map.Number("length") }
                : null,
            MapIterationStartedEventDetails = answer.Object("mapIterationStartedEventDetails") is { } iteration
                ? new MapIterationEventDetails { Name = iteration.Text("name"), Index = (int?)iteration.Number("index") }
                : null,
            StateExitedEventDetails = answer.Object("stateExitedEventDetails") is { } state
                ? new StateExitedEventDetails { Name = state.Text("name") }
                : null,
        };

    private static ExecutionListItem Item(JsonAnswer answer) =>
        new()
        {
            ExecutionArn = answer.Text("executionArn"),
            Name = answer.Text("name"),
            Status = answer.Text("status") is { } status ? ExecutionStatus.FindValue(status) : null,
        };

    private Task<TResponse> CallAsync<TResponse>(
        AmazonWebServiceRequest request,
        string operation,
        Action<JsonBody> body,
        Func<JsonAnswer, TResponse> read,
        CancellationToken cancellationToken
    )
        where TResponse : AmazonWebServiceResponse, new()
    {
        var options = new InvokeOptions
        {
            RequestMarshaller = new JsonMarshaller(operation, body),
            ResponseUnmarshaller = new JsonUnmarshaller(read),
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }
}
