using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions;

/// <summary>The Step Functions operations in use.</summary>
public interface IAmazonStepFunctions : IDisposable
{
    /// <summary>Starts an execution; the name and input of one that runs give that one.</summary>
    /// <param name="request">State machine, name and input.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The execution's ARN.</returns>
    /// <exception cref="ExecutionAlreadyExistsException">The name was used within 90 days.</exception>
    Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes an execution.</summary>
    /// <param name="request">Its ARN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>State, output or error.</returns>
    Task<DescribeExecutionResponse> DescribeExecutionAsync(DescribeExecutionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes a state machine.</summary>
    /// <param name="request">Its ARN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Its definition.</returns>
    Task<DescribeStateMachineResponse> DescribeStateMachineAsync(
        DescribeStateMachineRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists events of an execution.</summary>
    /// <param name="request">The execution.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(
        GetExecutionHistoryRequest request,
        CancellationToken cancellationToken = default
    );

    /// <summary>Lists executions, latest first.</summary>
    /// <param name="request">State machine and filter.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>One page.</returns>
    Task<ListExecutionsResponse> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default);
}
