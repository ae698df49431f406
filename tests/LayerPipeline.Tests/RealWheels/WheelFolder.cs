using System.IO.Compression;
using Xunit;

namespace LayerPipeline.Tests.RealWheels;

/// <summary>Shared libraries of real wheels, from the folder that LAYERPIPELINE_WHEELS names.</summary>
internal static class WheelFolder
{
    public static string Folder()
    {
        var folder = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "LAYERPIPELINE_WHEELS names no folder of wheels");
        return folder;
    }

    /// <summary>Libraries of the wheels that match a pattern; the test is skipped where there are none.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Libraries(string pattern = "*.whl")
    {
        var wheels = Directory.EnumerateFiles(Folder(), pattern).Order(StringComparer.Ordinal).ToList();
        Assert.SkipWhen(wheels.Count == 0, $"LAYERPIPELINE_WHEELS has no {pattern}");
        return Read(wheels);
    }

    private static IEnumerable<(string Path, byte[] Content)> Read(List<string> wheels)
    {
        foreach (var wheel in wheels)
        {
            using var zip = ZipFile.OpenRead(wheel);
            foreach (var entry in zip.Entries.Where(entry => entry.Name.Contains(".so", StringComparison.Ordinal) && entry.Length > 64))
            {
                var content = new byte[entry.Length];
                using var stream = entry.Open();
                stream.ReadExactly(content);
                if (content.AsSpan().StartsWith("\u007fELF"u8))
                {
                    yield return ("python/" + entry.FullName, content);
                }
            }
        }
    }
}
