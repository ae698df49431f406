namespace LayerPipeline.Checking.Gates;

/// <summary>One gate's answer.</summary>
public sealed record GateResult
{
    /// <summary>The gate, for example <c>size</c>.</summary>
    public required string Gate { get; init; }

    /// <summary>What it looks at.</summary>
    public GateSubject Topic { get; init; }

    /// <summary>Pass, warn or fail.</summary>
    public required GateStatus Status { get; init; }

    /// <summary>The library that is missing and that what was asked for works without; null for every other answer.</summary>
    internal string? OptionalLibrary { get; init; }

    /// <summary>The measured value with its limit, for example <c>165,012,345 of 262,144,000 bytes</c>.</summary>
    public required string Measured { get; init; }

    /// <summary>What is wrong, what is allowed, and what to do next; empty when it passes.</summary>
    public string Message
    {
        get => field ?? "";
        init;
    }
}
