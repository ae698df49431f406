namespace LayerPipeline.Demo;

/// <summary>One file of a wheel.</summary>
/// <param name="Path">Path in the wheel, with slashes.</param>
/// <param name="Content">The file's bytes.</param>
/// <param name="Executable">Whether its mode is 0755 rather than 0644, as for shared libraries.</param>
public sealed record WheelFile(string Path, ReadOnlyMemory<byte> Content, bool Executable = false);
