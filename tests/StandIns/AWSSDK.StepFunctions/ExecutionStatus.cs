using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>Where an execution stands.</summary>
/// <param name="value">The service's word.</param>
public sealed class ExecutionStatus(string value) : ConstantClass(value)
{
    /// <summary>It runs.</summary>
    public static readonly ExecutionStatus RUNNING = new("RUNNING");

    /// <summary>It ended well.</summary>
    public static readonly ExecutionStatus SUCCEEDED = new("SUCCEEDED");

    /// <summary>It ended in a failure.</summary>
    public static readonly ExecutionStatus FAILED = new("FAILED");

    /// <summary>It took too long.</summary>
    public static readonly ExecutionStatus TIMED_OUT = new("TIMED_OUT");

    /// <summary>Someone stopped it.</summary>
    public static readonly ExecutionStatus ABORTED = new("ABORTED");

    /// <summary>Finds the constant of a word.</summary>
    /// <param name="value">The service's word.</param>
    /// <returns>The constant.</returns>
    public static ExecutionStatus FindValue(string value) => FindValue<ExecutionStatus>(value);

    /// <summary>Makes the constant of a word.</summary>
    /// <param name="value">The service's word.</param>
    public static implicit operator ExecutionStatus(string value) => FindValue(value);
}
