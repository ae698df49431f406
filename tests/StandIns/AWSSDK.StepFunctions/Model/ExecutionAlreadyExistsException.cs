using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>An execution of this name, with another input or no longer running, is less than 90 days old.</summary>
public sealed class ExecutionAlreadyExistsException : AmazonStepFunctionsException
{
    /// <summary>Makes one from the service's answer.</summary>
    /// <param name="message">The service's message.</param>
    /// <param name="innerException">The HTTP failure.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The request's identifier.</param>
    /// <param name="statusCode">HTTP status.</param>
    public ExecutionAlreadyExistsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        System.Net.HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
