namespace LayerPipeline.Installing;

/// <summary>The parts that are read of pip's report. Source: https://pip.pypa.io/en/stable/reference/installation-report/.</summary>
internal sealed record PipReportDocument
{
    public required string Version { get; init; }

    public required string PipVersion { get; init; }

    public required IReadOnlyList<Item> Install { get; init; }

    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    internal sealed record Item
    {
        public required Download DownloadInfo { get; init; }

        public required DistributionMetadata Metadata { get; init; }

        public bool Requested { get; init; }

        public IReadOnlyList<string> RequestedExtras { get; init; } = [];
    }

    internal sealed record Download
    {
        public required string Url { get; init; }

        public Archive? ArchiveInfo { get; init; }
    }

    internal sealed record Archive
    {
        public string? Hash { get; init; }

        public IReadOnlyDictionary<string, string>? Hashes { get; init; }
    }

    // Core metadata as JSON, PEP 566: https://packaging.python.org/specifications/core-metadata/.
    internal sealed record DistributionMetadata
    {
        public required string Name { get; init; }

        public required string Version { get; init; }

        public string? License { get; init; }

        public string? LicenseExpression { get; init; }

        public IReadOnlyList<string> Classifier { get; init; } = [];

        public IReadOnlyList<string> RequiresDist { get; init; } = [];
    }
}
