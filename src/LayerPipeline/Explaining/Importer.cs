namespace LayerPipeline.Explaining;

/// <summary>A file that imports another.</summary>
/// <param name="File">Its path below <c>python/</c>.</param>
/// <param name="Line">The line of the statement, from 1; null where none was found, as where a name is put together at run time.</param>
/// <param name="IsLater">Whether it imports only when something is called.</param>
public sealed record Importer(string File, int? Line, bool IsLater)
{
    /// <summary>The file with its line.</summary>
    public override string ToString() => $"{File}{(Line is { } line ? $":{line}" : "")}{(IsLater ? " (when called)" : "")}";
}
