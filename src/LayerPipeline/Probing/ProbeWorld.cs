namespace LayerPipeline.Probing;

/// <summary>How a probe keeps packages from what a function can't do, such as writing outside of its temporary folder.</summary>
public sealed record ProbeWorld
{
    /// <summary>
    /// Version of Landlock with which the kernel enforces it, for compiled code too; 0 where Python's audit events are all there is.
    /// Source: https://docs.kernel.org/userspace-api/landlock.html.
    /// </summary>
    public required int Landlock { get; init; }
}
