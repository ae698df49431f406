using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>Writes an installer as a request has it: as a word.</summary>
internal sealed class InstallerConverter : JsonConverter<Installer>
{
    /// <inheritdoc />
    public override Installer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType == JsonTokenType.String ? Installer.TryParse(reader.GetString()!) : null)
        ?? throw new JsonException("The installer is none that is known.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Installer value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
