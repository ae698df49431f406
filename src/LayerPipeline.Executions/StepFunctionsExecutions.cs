using System.Globalization;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;

namespace LayerPipeline.Executions;

/// <summary>Executions of one state machine.</summary>
/// <param name="client">The client.</param>
/// <param name="stateMachine">ARN of the state machine; needed only to start.</param>
/// <param name="time">The day is a part of an execution's name.</param>
public sealed class StepFunctionsExecutions(IAmazonStepFunctions client, string? stateMachine, TimeProvider time) : IExecutions
{
    /// <summary>Starts of one request on one day. A name stays taken for 90 days.</summary>
    private const int MostADay = 1000;

    /// <inheritdoc />
    public async ValueTask<ExecutionState?> LookAsync(string execution, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await client.DescribeExecutionAsync(new DescribeExecutionRequest { ExecutionArn = execution }, cancellationToken);
            return new ExecutionState(answer.Status.Value, answer.Output, answer.Error, answer.Cause);
        }
        catch (ExecutionDoesNotExistException)
        {
            return null;
        }
    }

    /// <summary>Counts the steps of an execution.</summary>
    /// <param name="execution">Its ARN.</param>
    public ExecutionHistory HistoryOf(string execution) => new(client.GetExecutionHistoryAsync, execution);

    /// <inheritdoc />
    public async ValueTask<string> StartAsync(ExecutionRequest request, CancellationToken cancellationToken)
    {
        if (await FindRunningAsync(request.NamePrefix, cancellationToken) is { } running)
        {
            return running;
        }

        var day = time.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        for (var number = 1; number <= MostADay; number++)
        {
            if (await TryStartAsync(request, $"{request.NamePrefix}{day}-{number}", cancellationToken) is { } started)
            {
                return started;
            }
        }

        throw new TooManyExecutionsException(request.NamePrefix, MostADay);
    }

    private async Task<string?> FindRunningAsync(string prefix, CancellationToken cancellationToken)
    {
        var request = new ListExecutionsRequest { StateMachineArn = stateMachine, StatusFilter = ExecutionStatus.RUNNING };
        do
        {
            var page = await client.ListExecutionsAsync(request, cancellationToken);
            var found = page.Executions?.Find(item => item.Name?.StartsWith(prefix, StringComparison.Ordinal) == true);
            if (found is not null)
            {
                return found.ExecutionArn;
            }

            request.NextToken = page.NextToken;
        } while (request.NextToken is not null);

        return null;
    }

    /// <summary>Two that start at once use the same name and input: the service gives both the same execution.</summary>
    private async Task<string?> TryStartAsync(ExecutionRequest request, string name, CancellationToken cancellationToken)
    {
        try
        {
            var start = new StartExecutionRequest
            {
                StateMachineArn = stateMachine,
                Name = name,
                Input = request.Input,
            };
            var answer = await client.StartExecutionAsync(start, cancellationToken);
            return answer.ExecutionArn;
        }
        catch (ExecutionAlreadyExistsException)
        {
            return null;
        }
    }
}
