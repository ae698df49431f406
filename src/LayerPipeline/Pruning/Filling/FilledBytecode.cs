namespace LayerPipeline.Pruning.Filling;

/// <summary>Bytecode that was written into a layer.</summary>
/// <param name="Total">Its totals.</param>
/// <param name="BytesBySource">Unzipped bytes by the entry of the source.</param>
internal sealed record FilledBytecode(BytecodeTotal Total, IReadOnlyDictionary<string, long> BytesBySource);
