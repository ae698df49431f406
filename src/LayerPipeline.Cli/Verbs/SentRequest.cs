using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LayerPipeline.Local;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Cli.Verbs;

/// <summary>A request as it is sent to AWS, where nobody sees the files of this machine: with the text of the file that it names.</summary>
internal static class SentRequest
{
    // What Step Functions takes as an execution's input. Source: Step Functions, Service quotas.
    private const int MaxBytes = 262_144;
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Makes it.</summary>
    /// <param name="path">Path of the request's file.</param>
    /// <param name="content">The request as it was written.</param>
    /// <returns>The request's JSON; the content itself where it names no file.</returns>
    /// <exception cref="CommandLineException">The file is not there, or both are too long for an execution.</exception>
    /// <exception cref="InvalidRequestException">The content is not a request, or the file is not text.</exception>
    public static byte[] Of(string path, byte[] content)
    {
        var request = RequestReader.Read(content);
        if (request.RequirementsFile is not { } name)
        {
            return content;
        }

        var text = SourceFiles.OpenBeside(path, name).Text;
        if (request.Requirements is not null)
        {
            throw new InvalidRequestException(
                "requirementsFile",
                name,
                "is sent as \"requirements\", which the request has as well; put both into one, or upload request and file below requests/ in the "
                    + "stack's bucket"
            );
        }

        var json = JsonNode.Parse(content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsSpan(3) : content)!.AsObject();
        json.Remove("requirementsFile");
        json["requirements"] = text;
        var sent = Write(json);
        return sent.Length <= MaxBytes
            ? sent
            : throw new CommandLineException(
                $"requirementsFile: '{name}' and the request have {sent.Length:N0} bytes; an execution can be given {MaxBytes:N0}. Upload both below "
                    + "requests/ in the stack's bucket (output Bucket), which starts the build."
            );
    }

    private static byte[] Write(JsonObject json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}
