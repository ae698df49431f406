namespace LayerPipeline.Pruning.Deciding;

/// <summary>A whole folder, or a single file, that the request's own probes don't touch.</summary>
/// <param name="Path">The folder, which ends with a slash, or the file, below <c>python/</c>.</param>
/// <param name="Files">Places of its files in the list of entries.</param>
internal sealed record UnusedGroup(string Path, IReadOnlyList<int> Files)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder => Path.EndsWith('/');
}
