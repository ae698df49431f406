namespace LayerPipeline.Installing;

/// <summary>The parts that are read of pip's report. Source: https://pip.pypa.io/en/stable/reference/installation-report/.</summary>
/// <remarks>Optional fields have setters: generated readers give <c>init</c> ones null where the file leaves them out, not their default.</remarks>
internal sealed record PipReportDocument
{
    public required string Version { get; init; }

    public required string PipVersion { get; init; }

    /// <summary>What installed in pip's place and left no report of its own.</summary>
    public string? Installer { get; set; }

    public required IReadOnlyList<Item> Install { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>What was installed and removed again, since the runtime has it: probe/leave.py moves it here.</summary>
    public IReadOnlyList<Item> LeftOut { get; set; } = [];

    /// <summary>What pip wrote to its standard error: the build container adds it, since nothing else of pip's output leaves it.</summary>
    public string Said { get; set; } = "";

    internal sealed record Item
    {
        public required Download DownloadInfo { get; init; }

        public required DistributionMetadata Metadata { get; init; }

        public bool Requested { get; set; }

        public IReadOnlyList<string> RequestedExtras { get; set; } = [];
    }

    internal sealed record Download
    {
        public required string Url { get; init; }

        public Archive? ArchiveInfo { get; set; }
    }

    internal sealed record Archive
    {
        public string? Hash { get; set; }

        public IReadOnlyDictionary<string, string>? Hashes { get; set; }
    }

    // Core metadata as JSON, PEP 566: https://packaging.python.org/specifications/core-metadata/.
    internal sealed record DistributionMetadata
    {
        public required string Name { get; init; }

        public required string Version { get; init; }

        public string? License { get; set; }

        public string? LicenseExpression { get; set; }

        public IReadOnlyList<string> Classifier { get; set; } = [];

        public IReadOnlyList<string> RequiresDist { get; set; } = [];
    }
}
