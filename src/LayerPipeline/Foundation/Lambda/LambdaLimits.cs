namespace LayerPipeline.Foundation.Lambda;

/// <summary>Limits of Lambda, each with its source.</summary>
internal static class LambdaLimits
{
    /// <summary>
    /// Bytes of a function and all its layers together, unzipped; a layer of this size or more is refused.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html ("250 MB").
    /// </summary>
    public const long UnzippedBytes = 262_144_000;

    /// <summary>
    /// Longest archive of a layer that goes inline, without a bucket: 69,905,067 bytes of Base64 in the request.
    /// Source: https://docs.aws.amazon.com/lambda/latest/api/API_LayerVersionContentInput.html.
    /// </summary>
    public const long InlineZipBytes = 69_905_067 / 4 * 3;

    /// <summary>Gigabytes of a function that is a container image, uncompressed. Source: as above.</summary>
    public const int ImageGigabytes = 10;

    /// <summary>Layers of a function other than the one that is built: Lambda allows five in all. Source: as above.</summary>
    public const int OtherLayers = 4;

    /// <summary>Characters of a layer's name. Source: API PublishLayerVersion, LayerName.</summary>
    public const int NameLength = 140;

    /// <summary>
    /// Bytes that names and values of a function's environment variables may have together: "4 KB".
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    /// </summary>
    public const int EnvironmentBytes = 4096;

    /// <summary>
    /// Bytes of /tmp that a function has where it does not ask for more: "512 MB".
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html.
    /// </summary>
    public const long TemporaryBytes = 512L << 20;

    /// <summary>Bytes of /tmp that a function can ask for: "10,240 MB". Source: as above.</summary>
    public const long EphemeralBytes = 10_240L << 20;

    /// <summary>Characters of a layer version's description. Source: API PublishLayerVersion, Description.</summary>
    public const int DescriptionLength = 256;
}
