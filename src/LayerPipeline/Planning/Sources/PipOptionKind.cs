namespace LayerPipeline.Planning.Sources;

/// <summary>
/// The options that pip takes in a requirements file.
/// Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/#supported-options.
/// </summary>
/// <param name="Name">The long name.</param>
/// <param name="Short">The short name, or null.</param>
/// <param name="TakesValue">Whether a value follows.</param>
internal sealed record PipOptionKind(string Name, string? Short, bool TakesValue)
{
    public const string Requirement = "--requirement";
    public const string Constraint = "--constraint";
    public const string FindLinks = "--find-links";
    public const string RequireHashes = "--require-hashes";
    public const string NoBinary = "--no-binary";
    public const string OnlyBinary = "--only-binary";
    public const string PreferBinary = "--prefer-binary";

    /// <summary>Those that are taken from a file; <c>--editable</c> and <c>--use-feature</c> are refused.</summary>
    public static IReadOnlyList<PipOptionKind> All { get; } =
    [
        new(Requirement, "-r", TakesValue: true),
        new(Constraint, "-c", TakesValue: true),
        new("--index-url", "-i", TakesValue: true),
        new("--extra-index-url", null, TakesValue: true),
        new(FindLinks, "-f", TakesValue: true),
        new("--no-index", null, TakesValue: false),
        new(OnlyBinary, null, TakesValue: true),
        new(NoBinary, null, TakesValue: true),
        new(PreferBinary, null, TakesValue: false),
        new("--pre", null, TakesValue: false),
        new(RequireHashes, null, TakesValue: false),
        new("--trusted-host", null, TakesValue: true),
    ];

    /// <summary>The option that a word begins, with the value that is part of the word (<c>--name=value</c>, <c>-nvalue</c>).</summary>
    public static (PipOptionKind Kind, string? Value)? Find(string word)
    {
        var parts = word.Split('=', 2);
        if (All.FirstOrDefault(kind => kind.Name == parts[0] || (kind.Name == "--index-url" && parts[0] == "--pypi-url")) is { } kind)
        {
            return (kind, parts.ElementAtOrDefault(1));
        }

        return All.FirstOrDefault(each => each.Short is { } name && word.StartsWith(name, StringComparison.Ordinal)) is { } brief
            ? (brief, word.Length > 2 ? word[2..].TrimStart('=') : null)
            : null;
    }
}
