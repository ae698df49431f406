using System.Security.Cryptography;
using LayerPipeline.Testing;

namespace LayerPipeline.EndToEnd;

/// <summary>A pylock.toml of wheels in the folder that LAYERPIPELINE_WHEELS names, as a user's tool would write it.</summary>
internal static class WheelLock
{
    /// <summary>Folder of the wheels; the test is skipped where there is none.</summary>
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("LAYERPIPELINE_WHEELS");
            Assert.SkipUnless(Directory.Exists(folder), "LAYERPIPELINE_WHEELS names no folder of wheels.");
            return folder!;
        }
    }

    /// <summary>The lock.</summary>
    /// <param name="wheels">Name and version of each, as in <c>six-1.16.0</c>.</param>
    public static async Task<string> OfAsync(params string[] wheels)
    {
        var text = "lock-version = \"1.0\"\ncreated-by = \"tests\"\n";
        foreach (var name in wheels)
        {
            var file = Directory.GetFiles(Folder, name + "*.whl").FirstOrDefault();
            Assert.SkipWhen(file is null, $"There is no wheel of {name} in {Folder}.");
            var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(file!)));
            var parts = name.Split('-');
            text +=
                $"\n[[packages]]\nname = \"{parts[0]}\"\nversion = \"{parts[1]}\"\n"
                + $"wheels = [{{ name = \"{Path.GetFileName(file)}\", hashes = {{ sha256 = \"{hash}\" }} }}]\n";
        }

        return text;
    }
}
