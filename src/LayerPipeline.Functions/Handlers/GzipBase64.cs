using System.IO.Compression;
using LayerPipeline.Functions.Failures;

namespace LayerPipeline.Functions.Handlers;

/// <summary>JSON as gzip in Base64: a state holds at most 262,144 bytes, and reports are repetitive.</summary>
internal static class GzipBase64
{
    /// <summary>Bytes that are unpacked at most: the throwaway function ran foreign code and may answer with anything.</summary>
    private const int MaxBytes = 64 << 20;

    public static string Pack(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <exception cref="ProbeFailedException">It is not what the entry point packs.</exception>
    public static ReadOnlyMemory<byte> Unpack(string text)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
            using var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (var read = gzip.Read(buffer); read > 0; read = gzip.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxBytes)
                {
                    throw new ProbeFailedException($"The probe's report has more than {MaxBytes:N0} bytes.");
                }
            }

            return content.GetBuffer().AsMemory(0, (int)content.Length);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw new ProbeFailedException($"The probe's report can't be unpacked: {e.Message}", e);
        }
    }
}
