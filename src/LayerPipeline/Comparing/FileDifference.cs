namespace LayerPipeline.Comparing;

/// <summary>A file that is not the same in both layers.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Distribution">Whose it is, in the new layer where both have it.</param>
/// <param name="OldBytes">Unzipped bytes in the old layer; 0 where it is not there.</param>
/// <param name="NewBytes">Unzipped bytes in the new layer; 0 where it is not there.</param>
public sealed record FileDifference(string Path, ChangeKind Kind, string Distribution, long OldBytes, long NewBytes);
