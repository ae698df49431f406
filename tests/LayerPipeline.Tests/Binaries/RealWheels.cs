using System.IO.Compression;
using Xunit;

namespace LayerPipeline.Tests.Binaries;

/// <summary>Shared libraries of real wheels, from the folder that LAYERPIPELINE_WHEELS names.</summary>
internal static class RealWheels
{
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "LAYERPIPELINE_WHEELS names no folder of wheels");
        return folder;
    }

    public static IEnumerable<(string Wheel, string Path, byte[] Content)> Libraries(string pattern = "*.whl")
    {
        foreach (var wheel in Directory.EnumerateFiles(Folder(), pattern).Order(StringComparer.Ordinal))
        {
            using var zip = ZipFile.OpenRead(wheel);
            foreach (var entry in zip.Entries.Where(entry => entry.Name.Contains(".so", StringComparison.Ordinal) && entry.Length > 64))
            {
                var content = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(content);
                if (content.AsSpan().StartsWith("\u007fELF"u8))
                {
                    yield return (Path.GetFileName(wheel), "python/" + entry.FullName, content);
                }
            }
        }
    }
}
