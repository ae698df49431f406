using System.Security.Cryptography;
using System.Text;

namespace LayerPipeline.Probing;

/// <summary>
/// The probe itself, carried in this assembly: a Python package without dependencies, with a script of behaviours for
/// each distribution that has one. Written out together they run as <c>python probe ARGS.json RESULT.json</c>.
/// </summary>
public static class ProbeScript
{
    /// <summary>Name of the package, the folder that is run.</summary>
    public const string Main = "probe";

    /// <summary>Name of the script that measures how long imports take.</summary>
    public const string Startup = Prefix + "startup.py";

    /// <summary>Name of the script that takes libraries of the machine into the layer.</summary>
    public const string Take = Prefix + "take.py";

    /// <summary>Name of the script that leaves out what the runtime provides.</summary>
    public const string Leave = Prefix + "leave.py";

    /// <summary>Name of the script that inflates a cold store.</summary>
    public const string Inflate = Prefix + "inflate.py";

    private const string Prefix = Main + "/";

    /// <summary>The probe's files by name.</summary>
    public static IReadOnlyList<ProbeFile> Files { get; } = Read();

    /// <summary>
    /// Digest of names and contents, lower-case hexadecimal. Part of a build's identity: what a newer probe proves is another proof.
    /// </summary>
    public static string Version { get; } = Digest(Files);

    private static List<ProbeFile> Read() =>
        [
            .. typeof(ProbeScript)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new ProbeFile(name, Content(name))),
        ];

    private static byte[] Content(string resource)
    {
        using var stream = typeof(ProbeScript).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string Digest(IReadOnlyList<ProbeFile> files)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            // The length keeps a file's end and the next one's name apart.
            digest.AppendData(Encoding.UTF8.GetBytes($"{file.Name}\n{file.Content.Length}\n"));
            digest.AppendData(file.Content.Span);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
