namespace LayerPipeline.Foundation.Lambda;

/// <summary>Libraries of one operating system as Lambda runs it.</summary>
internal sealed record RuntimeLibrarySystem
{
    /// <summary>For example <c>Amazon Linux 2023</c>, as the runtimes' facts name it.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The program that installs its packages: <c>dnf</c> or <c>yum</c>.</summary>
    public required string Installer { get; init; }

    /// <summary>Its libraries.</summary>
    public required IReadOnlyList<RuntimeLibrary> Libraries { get; init; }
}
