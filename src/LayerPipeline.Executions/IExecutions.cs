namespace LayerPipeline.Executions;

/// <summary>Executions of the state machine.</summary>
public interface IExecutions
{
    /// <summary>Looks at an execution.</summary>
    /// <param name="execution">Its ARN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Its state, or null when it is no longer known.</returns>
    ValueTask<ExecutionState?> LookAsync(string execution, CancellationToken cancellationToken);

    /// <summary>Starts an execution of a request, or joins the one that builds the same request at the moment.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The execution's ARN.</returns>
    ValueTask<string> StartAsync(ExecutionRequest request, CancellationToken cancellationToken);
}
