using System.IO.Compression;

namespace LayerPipeline.Demo;

/// <summary>Writes a wheel's zip so that the same files give the same bytes.</summary>
public static class WheelArchive
{
    // Zip's first day. Wheels have no use for times, and real ones would differ from run to run.
    private static readonly DateTimeOffset Time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // S_IFREG | 0644 and S_IFREG | 0755, in the upper half of the external attributes.
    private const int Regular = unchecked((int)0x81A4_0000);
    private const int Executable = unchecked((int)0x81ED_0000);

    /// <summary>Writes the files in the order given.</summary>
    public static void Write(Stream output, IEnumerable<WheelFile> files)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var file in files)
        {
            var entry = archive.CreateEntry(file.Path, CompressionLevel.Optimal);
            entry.LastWriteTime = Time;
            entry.ExternalAttributes = file.Executable ? Executable : Regular;
            using var content = entry.Open();
            content.Write(file.Content.Span);
        }
    }
}
