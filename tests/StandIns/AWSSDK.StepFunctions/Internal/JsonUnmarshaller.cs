using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.StepFunctions.Model;

namespace Amazon.StepFunctions.Internal;

/// <summary>Reads an answer, or the exception that its <c>__type</c> names.</summary>
internal sealed class JsonUnmarshaller(Func<JsonAnswer, AmazonWebServiceResponse> read) : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var document = JsonDocument.Parse(input.Stream);
        return read(new JsonAnswer(document.RootElement));
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input,
        Exception innerException,
        HttpStatusCode statusCode
    )
    {
        using var document = Parse(input.Stream);
        var answer = new JsonAnswer(document.RootElement);
        var code = answer.Text("__type")?.Split('#')[^1] ?? "Unknown";
        var message = answer.Text("message") ?? answer.Text("Message") ?? code;
        var type = (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        var id = input.ResponseData.GetHeaderValue("x-amzn-RequestId");
        return code switch
        {
            "ExecutionAlreadyExists" => new ExecutionAlreadyExistsException(message, innerException, type, code, id, statusCode),
            "ExecutionDoesNotExist" => new ExecutionDoesNotExistException(message, innerException, type, code, id, statusCode),
            _ => new AmazonStepFunctionsException(message, innerException, type, code, id, statusCode),
        };
    }

    /// <summary>A proxy may answer with something that is not JSON.</summary>
    private static JsonDocument Parse(Stream body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }
}
