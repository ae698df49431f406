namespace LayerPipeline.Foundation.Lambda;

/// <summary>Libraries of one package of a runtime.</summary>
internal sealed record RuntimeLibrary
{
    /// <summary>Names as in DT_NEEDED; <c>{python}</c> stands for Python's version.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary><c>x86_64</c>, <c>arm64</c>, or null for both.</summary>
    public string? Architecture { get; init; }

    /// <summary>Highest version of each family of symbol versions: <c>GLIBC</c> to <c>2.34</c>; null where nothing is known.</summary>
    public IReadOnlyDictionary<string, string>? Highest { get; init; }

    /// <summary>Versions without a number that they bring too; null for none.</summary>
    public IReadOnlyList<string>? Others { get; init; }

    /// <summary>Why it is listed.</summary>
    public required string Reason { get; init; }

    /// <summary>Where this can be read.</summary>
    public required string Source { get; init; }
}
