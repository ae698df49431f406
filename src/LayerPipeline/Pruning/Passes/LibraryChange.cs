namespace LayerPipeline.Pruning.Passes;

/// <summary>What a pass does to one library. Safe to call for several libraries at once.</summary>
/// <param name="library">The library as the passes before this one left it.</param>
/// <returns>The smaller library, proven; or the same one, with a reason where it might have been smaller.</returns>
internal delegate LibraryDraft LibraryChange(LibraryDraft library);
