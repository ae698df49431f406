namespace LayerPipeline.Analyzing;

/// <summary>Which modules have bytecode beside them. Whether Python accepts it, which depends on what compiled it, is not looked at.</summary>
/// <param name="Sources">Sources of modules.</param>
/// <param name="Compiled">Those of them that have bytecode for the archive's Python.</param>
/// <param name="Bytes">Unzipped bytes of all bytecode.</param>
/// <param name="UncompiledBytes">Bytes of the sources that have none: each start of a function compiles those that it imports.</param>
public sealed record BytecodeCoverage(int Sources, int Compiled, long Bytes, long UncompiledBytes);
