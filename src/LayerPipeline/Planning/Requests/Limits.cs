namespace LayerPipeline.Planning.Requests;

/// <summary>Limits of Lambda and of a request, each with its source.</summary>
internal static class Limits
{
    /// <summary>Versions that <c>publish.keepVersions</c> may keep. Ours: a list that a person can still read.</summary>
    public const int KeepVersions = 1000;

    /// <summary>Bytes of a request as JSON: what Step Functions takes as an execution's input (262,144).</summary>
    public const int RequestBytes = 262_144;

    /// <summary>Characters of a requirements text in a request: the request as a whole has no more bytes.</summary>
    public const int RequirementsLength = RequestBytes;

    /// <summary>
    /// Bytes of the files that a command line names, together. Ours: 2,000 locked packages with 40 hashes each fit.
    /// </summary>
    public const int SourceBytes = 8 * 1024 * 1024;

    /// <summary>Entries in <c>packages</c>. Ours: no layer of that many packages has been seen to fit.</summary>
    public const int Requirements = 500;

    /// <summary>
    /// Requirements in all files. Ours: an exported lock names everything that a large project uses on any system, of which a layer gets
    /// the part for its runtime; the largest that was seen had 2,000 lines.
    /// </summary>
    public const int SourceRequirements = 5_000;

    /// <summary>Entries in <c>extras</c> and in <c>groups</c>. Ours: projects have a few dozen at most.</summary>
    public const int Extras = 100;

    /// <summary>Globs in <c>prune.keep</c> and in <c>prune.drop</c>. Ours.</summary>
    public const int Globs = 200;

    /// <summary>Characters of one glob. Ours: paths of wheels stay below.</summary>
    public const int GlobLength = 300;

    /// <summary>Names in one list of <c>data</c>. Ours: longer lists keep nearly all there is.</summary>
    public const int DataNames = 500;

    /// <summary>Probes of a request. Ours: each runs twice in a process of its own.</summary>
    public const int Probes = 50;

    /// <summary>Characters of one probe. Ours: longer tests belong in a package of their own.</summary>
    public const int ProbeLength = 16_384;

    /// <summary>Libraries in <c>systemLibraries</c>. Ours: packages that leave more to the system are not for a layer.</summary>
    public const int SystemLibraries = 50;

    /// <summary>Accounts in <c>publish.shareWith</c>: each adds a statement to the layer's policy. Ours.</summary>
    public const int ShareWith = 50;
}
