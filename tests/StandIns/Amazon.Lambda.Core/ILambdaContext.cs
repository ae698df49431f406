namespace Amazon.Lambda.Core;

/// <summary>What a handler may know of its invocation.</summary>
public interface ILambdaContext
{
    /// <summary>The invocation's identifier.</summary>
    string AwsRequestId { get; }

    /// <summary>Name of the function.</summary>
    string FunctionName { get; }

    /// <summary>ARN that was invoked.</summary>
    string InvokedFunctionArn { get; }

    /// <summary>Writes to the function's log.</summary>
    ILambdaLogger Logger { get; }

    /// <summary>Memory of the function, in MB.</summary>
    int MemoryLimitInMB { get; }

    /// <summary>Time until the function is stopped.</summary>
    TimeSpan RemainingTime { get; }
}
