namespace LayerPipeline.Formats.Elf;

/// <summary>A file that starts like a shared library is damaged, or is of a kind that can't be read. The only error of this room.</summary>
/// <param name="problem">What was found and what the format allows.</param>
public sealed class InvalidElfException(string problem) : LayerPipelineException($"not a readable ELF file: {problem}");
