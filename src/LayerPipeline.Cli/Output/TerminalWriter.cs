using System.Text;

namespace LayerPipeline.Cli.Output;

/// <summary>Passes text on as a terminal may have it.</summary>
/// <param name="writer">The terminal.</param>
internal sealed class TerminalWriter(TextWriter writer) : TextWriter
{
    /// <inheritdoc />
    public override Encoding Encoding => writer.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc />
    public override void Write(string? value) => writer.Write(TerminalText.Of(value ?? ""));

    /// <inheritdoc />
    public override void WriteLine(string? value) => writer.WriteLine(TerminalText.Of(value ?? ""));

    /// <inheritdoc />
    public override void Flush() => writer.Flush();
}
