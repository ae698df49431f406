using System.IO.Compression;
using System.Text;
using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Tests.Formats.Archives;

/// <summary>Archives as another program packs them for transport.</summary>
internal static class TransportArchive
{
    /// <summary>Packs the entries of an archive again, in their order, and says what it is for.</summary>
    public static async Task<byte[]> OfAsync(byte[] zip, CompressionLevel level)
    {
        using var output = new MemoryStream();
        var directory = await Reading.DirectoryAsync(zip);
        var contents = await Reading.ContentsAsync(zip);
        await using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = Encoding.ASCII.GetString(ZipFormat.TransportComment);
            foreach (var entry in directory.Entries.OrderBy(entry => entry.Offset))
            {
                var packed = archive.CreateEntry(entry.Name, level);
                packed.ExternalAttributes = entry.Mode << 16;
                await using var stream = await packed.OpenAsync();
                await stream.WriteAsync(contents[entry.Name]);
            }
        }

        return output.ToArray();
    }
}
