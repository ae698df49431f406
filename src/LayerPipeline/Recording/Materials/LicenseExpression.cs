using System.Text;

namespace LayerPipeline.Recording.Materials;

/// <summary>
/// The SPDX expression that a distribution's METADATA states. pip's report has it with recent versions of pip only. Source:
/// https://packaging.python.org/specifications/core-metadata/#license-expression.
/// </summary>
internal static class LicenseExpression
{
    private const int MaxLength = 1000;

    /// <summary>Reads it.</summary>
    /// <param name="metadata">The file METADATA.</param>
    /// <returns>The expression; null where the headers state none.</returns>
    public static string? Read(ReadOnlySpan<byte> metadata)
    {
        var field = "license-expression:"u8;
        while (!metadata.IsEmpty)
        {
            var end = metadata.IndexOf((byte)'\n');
            var line = (end < 0 ? metadata : metadata[..end]).TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return null; // The description follows, which may look like anything.
            }

            if (line.Length > field.Length && Ascii.EqualsIgnoreCase(line[..field.Length], field))
            {
                var value = Encoding.UTF8.GetString(line[field.Length..]).Trim();
                return value.Length is > 0 and <= MaxLength ? value : null;
            }

            metadata = end < 0 ? [] : metadata[(end + 1)..];
        }

        return null;
    }
}
