namespace LayerPipeline.Pruning.Budgeting;

/// <summary>Files that stay in a layer although nothing that was imported or run opened them.</summary>
/// <param name="Glob">Names them, as <c>prune.drop</c> takes it.</param>
/// <param name="What">What they are, in words.</param>
/// <param name="Paths">Their entries.</param>
/// <param name="Bytes">Their unzipped bytes in the layer.</param>
internal sealed record UnopenedFiles(string Glob, string What, IReadOnlyList<string> Paths, long Bytes);
