using System.Text;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Formats.Cold;

/// <summary>Names in a layer that has a cold store.</summary>
public static class ColdNames
{
    /// <summary>Folder of the store and of what inflates it. No package has this name on the index.</summary>
    public const string Folder = LayerTree.Prefix + Module + "/";

    /// <summary>The store.</summary>
    public const string Store = Folder + "store.bin";

    /// <summary>The variable that names another folder than /tmp to inflate to.</summary>
    public const string FolderVariable = "LAYER_COLD_DIR";

    private const string Module = "_layer_cold";
    private const string Runtime = "cold/runtime/";

    /// <summary>What inflates the store in a function.</summary>
    /// <returns>The entries' names, in order, and their contents.</returns>
    public static IReadOnlyList<(string Name, byte[] Content)> RuntimeHalf() =>
        [
            .. typeof(ColdNames)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Runtime, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => (Folder + name[Runtime.Length..], ReadResource(name))),
        ];

    /// <summary>What stands in the place of each module of a unit.</summary>
    /// <param name="unit">Name of the unit.</param>
    /// <returns>Python source.</returns>
    public static byte[] Stub(string unit) => Encoding.UTF8.GetBytes($"__import__(\"{Module}\").enter(globals(),\"{unit}\")\n");

    /// <summary>Where the stub of a module stands.</summary>
    /// <param name="path">A file's path, whatever folder it is relative to.</param>
    /// <returns>The path of a source beside it; null where Python imports no such file.</returns>
    public static string? StubOf(string path) => ImportNames.SourceInPlaceOf(path);

    private static byte[] ReadResource(string name)
    {
        using var stream = typeof(ColdNames).Assembly.GetManifestResourceStream(name)!;
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
