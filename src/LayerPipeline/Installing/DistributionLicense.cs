namespace LayerPipeline.Installing;

/// <summary>A distribution's licence as its metadata states it.</summary>
internal static class DistributionLicense
{
    // A longer licence field holds the licence's text, not its name.
    private const int NameLength = 100;
    private const string Classifier = "License ::";

    /// <summary>The SPDX expression (PEP 639), else a short licence field, else the classifiers; null where there is none.</summary>
    public static string? Of(PipReportDocument.DistributionMetadata metadata) =>
        Text(metadata.LicenseExpression) ?? Short(metadata.License) ?? FromClassifiers(metadata.Classifier);

    /// <summary>The SPDX expression; null where there is none.</summary>
    public static string? ExpressionOf(PipReportDocument.DistributionMetadata metadata) => Text(metadata.LicenseExpression);

    private static string? Short(string? license) =>
        Text(license) is { Length: <= NameLength } name && !name.Contains('\n', StringComparison.Ordinal) ? name : null;

    private static string? Text(string? value) =>
        string.IsNullOrWhiteSpace(value) || value.Trim().Equals("UNKNOWN", StringComparison.OrdinalIgnoreCase) ? null : value.Trim();

    private static string? FromClassifiers(IReadOnlyList<string> classifiers)
    {
        var names = classifiers
            .Where(classifier => classifier.StartsWith(Classifier, StringComparison.Ordinal))
            .Select(classifier => classifier[(classifier.LastIndexOf("::", StringComparison.Ordinal) + 2)..].Trim())
            .Where(name => name.Length > 0 && name != "OSI Approved")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : null;
    }
}
