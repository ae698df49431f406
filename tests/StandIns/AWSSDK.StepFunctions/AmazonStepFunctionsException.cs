using Amazon.Runtime;

namespace Amazon.StepFunctions;

/// <summary>What the service refused.</summary>
public class AmazonStepFunctionsException : AmazonServiceException
{
    /// <summary>Makes one from the service's answer.</summary>
    /// <param name="message">The service's message.</param>
    /// <param name="innerException">The HTTP failure.</param>
    /// <param name="errorType">Whose fault it is.</param>
    /// <param name="errorCode">The service's code.</param>
    /// <param name="requestId">The request's identifier.</param>
    /// <param name="statusCode">HTTP status.</param>
    public AmazonStepFunctionsException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string errorCode,
        string requestId,
        System.Net.HttpStatusCode statusCode
    )
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
