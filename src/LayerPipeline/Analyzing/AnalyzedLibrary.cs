namespace LayerPipeline.Analyzing;

/// <summary>A shared library or an extension module.</summary>
/// <param name="Path">Its name in the archive.</param>
/// <param name="Machine">For example <c>64-bit x86_64</c>.</param>
/// <param name="Bytes">Its bytes unzipped.</param>
/// <param name="Trimmed">Its bytes without what is never loaded; the same where nothing can go.</param>
/// <param name="WithoutKernels">Its bytes without code for processors that Lambda does not have; the same as trimmed where it has none.</param>
public sealed record AnalyzedLibrary(string Path, string Machine, long Bytes, long Trimmed, long WithoutKernels);
