namespace Amazon.Lambda.Core;

/// <summary>Writes to the function's log.</summary>
public interface ILambdaLogger
{
    /// <summary>Writes one line.</summary>
    /// <param name="message">The line.</param>
    void LogLine(string message);
}
