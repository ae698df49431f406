using System.Security.Cryptography;
using LayerPipeline.Formats.Archives;
using LayerPipeline.Probing;

namespace LayerPipeline.Functions.Handlers;

/// <summary>
/// The code that runs where packages' own code runs: the probe, its entry point for Lambda and the build driver, in one zip.
/// It comes with the deployed functions and goes to a place that nothing else can write.
/// </summary>
internal sealed class ToolsZip
{
    private const string Prefix = "tools/";

    private ToolsZip(byte[] zip)
    {
        Zip = zip;
        Digest = Convert.ToHexStringLower(SHA256.HashData(zip));
    }

    /// <summary>The zip: code of the throwaway function, and what the build unpacks.</summary>
    public ReadOnlyMemory<byte> Zip { get; }

    /// <summary>SHA-256 of the zip in lower-case hexadecimal.</summary>
    public string Digest { get; }

    public static async Task<ToolsZip> MakeAsync(CancellationToken cancellationToken)
    {
        using var zip = new MemoryStream();
        var writer = new ZipWriter(zip);
        foreach (var (name, content) in Files().OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            await writer.WriteAsync(DeflatedEntry.Make(name, UnixMode.File, content), cancellationToken);
        }

        await writer.FinishAsync(cancellationToken);
        return new ToolsZip(zip.ToArray());
    }

    /// <summary>buildspec.yml as text.</summary>
    public static string Buildspec()
    {
        using var reader = new StreamReader(typeof(ToolsZip).Assembly.GetManifestResourceStream("buildspec.yml")!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> Files()
    {
        var assembly = typeof(ToolsZip).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return (resource[Prefix.Length..], content);
        }

        foreach (var file in ProbeScript.Files)
        {
            yield return (file.Name, file.Content);
        }
    }
}
