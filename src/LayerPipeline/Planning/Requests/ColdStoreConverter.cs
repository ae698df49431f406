using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>Writes a choice as a request has it: a word or a list of names.</summary>
internal sealed class ColdStoreConverter : JsonConverter<ColdStoreRequest?>
{
    private static readonly OneOrManyConverter Words = new();

    /// <inheritdoc />
    public override ColdStoreRequest? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ColdStoreRequest.Of(Words.Read(ref reader, typeof(IReadOnlyList<string>), options));

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ColdStoreRequest? value, JsonSerializerOptions options) =>
        Words.Write(
            writer,
            value is null or { IsOff: true } ? [ColdStoreRequest.Off]
                : value.IsAuto ? [ColdStoreRequest.Auto]
                : value.Names,
            options
        );
}
