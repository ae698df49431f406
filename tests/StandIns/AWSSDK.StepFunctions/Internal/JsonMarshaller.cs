using System.Buffers;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.StepFunctions.Internal;

/// <summary>POST / with the operation in a header and the members as JSON.</summary>
internal sealed class JsonMarshaller(string operation, Action<JsonBody> body) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            body(new JsonBody(writer));
            writer.WriteEndObject();
        }

        var request = new DefaultRequest(input, "Amazon.StepFunctions")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = buffer.WrittenSpan.ToArray(),
        };
        request.Headers["X-Amz-Target"] = $"AWSStepFunctions.{operation}";
        request.Headers["Content-Type"] = "application/x-amz-json-1.0";
        return request;
    }
}
