namespace LayerPipeline.Measuring;

/// <summary>ARGS.json of <c>python probe/inflate.py ARGS.json RESULT.json</c>.</summary>
/// <param name="Root">The folder of the layer's packages.</param>
/// <param name="Folder">The folder that its cold store is inflated to.</param>
public sealed record InflateArguments(string Root, string Folder);
