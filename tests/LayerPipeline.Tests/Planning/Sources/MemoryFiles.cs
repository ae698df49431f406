using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Tests.Planning.Sources;

/// <summary>Files in memory, by path from one root.</summary>
internal sealed class MemoryFiles : ISourceFiles
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public string this[string name]
    {
        set => _texts["/" + name] = value;
    }

    public SourceFile File(string name) => SourceFile.Read(name, "/" + name, Sourcing.Utf8(_texts["/" + name]));

    public SourceFile Open(string reference, SourceFile namedBy)
    {
        var path = Place(reference, namedBy);
        return _texts.TryGetValue(path, out var text)
            ? SourceFile.Read(path[1..], path, Sourcing.Utf8(text))
            : throw new InvalidRequestException(namedBy.Name, reference, "is not there");
    }

    public string Place(string reference, SourceFile namedBy) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(namedBy.Location) ?? "/", reference));
}
