namespace LayerPipeline.Planning.Requests;

/// <summary>
/// Where Lambda keeps a published version's archive.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-self-managed-storage.html.
/// </summary>
public static class LayerStorage
{
    /// <summary>Lambda keeps a copy, which counts against the account's code storage.</summary>
    public const string Copy = "copy";

    /// <summary>Lambda reads the archive from the stack's bucket for as long as the version exists.</summary>
    public const string Reference = "reference";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Copy, Reference];
}
