namespace LayerPipeline.Pruning.Restoring;

/// <summary>An entry that was restored.</summary>
/// <param name="Path">The entry's name, <c>python/...</c>.</param>
/// <param name="Because">The failure that required it, in words.</param>
public sealed record Restoration(string Path, string Because);
