namespace LayerPipeline.Cli.Demo;

/// <summary>What became of the samples.</summary>
/// <param name="Wheels">Paths of the wheels that were written, in the samples' order by name.</param>
/// <param name="LeftOut">Samples that this machine can't build.</param>
/// <param name="Warnings">What the C compiler said about extensions that it did build.</param>
public sealed record DemoWheels(IReadOnlyList<string> Wheels, IReadOnlyList<SkippedSample> LeftOut, IReadOnlyList<string> Warnings);
