using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

/// <summary>There is no such execution.</summary>
public sealed class ExecutionDoesNotExistException : AmazonStepFunctionsException
{
    /// <summary>Makes one from the service's answer.</summary>
    /// <param name="message">The service's message.</param>
    /// <param name="innerException">The HTTP failure.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The request's identifier.</param>
    /// <param name="statusCode">HTTP status.</param>
    public ExecutionDoesNotExistException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        System.Net.HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
