namespace LayerPipeline.Checking.Libraries;

/// <summary>Libraries of one operating system as Lambda runs it.</summary>
public sealed record RuntimeLibrarySystem
{
    /// <summary>For example <c>Amazon Linux 2023</c>, as the runtimes' facts name it.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Its libraries.</summary>
    public required IReadOnlyList<RuntimeLibrary> Libraries { get; init; }
}
