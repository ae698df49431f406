namespace LayerPipeline.Cli.Tests;

/// <summary>
/// Tests that change what the whole process shares: the working folder and TMPDIR. They run one after the other,
/// when all others are done.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CliGroup
{
    public const string Name = "command line";
}
