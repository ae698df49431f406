using System.Globalization;
using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Formats.Packaging;

/// <summary>A version by PEP 440, in its normal form. Numbers may have up to 18 digits.</summary>
internal sealed partial class PythonVersion
{
    // Order of PEP 440: development, alpha, beta, candidate, final, post.
    private const int FinalPhase = 3;
    private static readonly string[] Phases = ["a", "b", "rc"];

    private PythonVersion(Match match)
    {
        Epoch = Number(match.Groups["epoch"]) ?? 0;
        Release = [.. match.Groups["release"].Value.Split('.').Select(part => long.Parse(part, CultureInfo.InvariantCulture))];
        Phase = match.Groups["phase"].Success ? PhaseOf(match.Groups["phase"].Value) : FinalPhase;
        PhaseNumber = Number(match.Groups["phaseNumber"]) ?? 0;
        Post = match.Groups["post"].Success ? Number(match.Groups["postNumber"]) ?? Number(match.Groups["postImplied"]) ?? 0 : null;
        Dev = match.Groups["dev"].Success ? Number(match.Groups["devNumber"]) ?? 0 : null;
        Local = match.Groups["local"].Success ? match.Groups["local"].Value.ToLowerInvariant().Replace('-', '.').Replace('_', '.') : null;
    }

    /// <summary>The release's numbers, for example 3, 13.</summary>
    public IReadOnlyList<long> Release { get; }

    /// <summary>Whether this is a development, alpha, beta or candidate version.</summary>
    public bool IsPrerelease => Phase < FinalPhase || Dev is not null;

    /// <summary>Whether this is a post release.</summary>
    public bool IsPostrelease => Post is not null;

    /// <summary>The local part after <c>+</c>, or null.</summary>
    public string? Local { get; }

    internal long Epoch { get; }

    private int Phase { get; }

    private long PhaseNumber { get; }

    private long? Post { get; }

    private long? Dev { get; }

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text, with or without the spellings that PEP 440 tolerates (<c>v1.0</c>, <c>1.0-alpha1</c>).</param>
    /// <returns>The version.</returns>
    /// <exception cref="InvalidRequirementException">The text is not a version.</exception>
    public static PythonVersion Parse(string text) =>
        TryParse(text) ?? throw new InvalidRequirementException($"'{text}' is not a PEP 440 version, such as 1.2, 1.2.post1 or 2.0rc1");

    /// <summary>Reads a version.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The version, or null when the text is none.</returns>
    public static PythonVersion? TryParse(string text)
    {
        var match = Pattern().Match(text.Trim());
        return match.Success ? new PythonVersion(match) : null;
    }

    /// <summary>Compares two versions in the order of PEP 440.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Below, equal to or above zero.</returns>
    public static int Compare(PythonVersion left, PythonVersion right)
    {
        var order = ComparePublic(left, right);
        return order != 0 ? order : CompareLocal(left.Local, right.Local);
    }

    /// <summary>Compares two versions without their local parts.</summary>
    /// <param name="left">One version.</param>
    /// <param name="right">The other.</param>
    /// <returns>Below, equal to or above zero.</returns>
    public static int ComparePublic(PythonVersion left, PythonVersion right)
    {
        var order = left.Epoch.CompareTo(right.Epoch);
        order = order != 0 ? order : CompareRelease(left.Release, right.Release);
        return order != 0 ? order : left.Rank().CompareTo(right.Rank());
    }

    /// <inheritdoc />
    public override string ToString() =>
        (Epoch > 0 ? $"{Epoch}!" : "")
        + string.Join('.', Release)
        + (Phase < FinalPhase ? $"{Phases[Phase]}{PhaseNumber}" : "")
        + (Post is { } post ? $".post{post}" : "")
        + (Dev is { } dev ? $".dev{dev}" : "")
        + (Local is null ? "" : $"+{Local}");

    private static int CompareRelease(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        for (var index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            var order = left.ElementAtOrDefault(index).CompareTo(right.ElementAtOrDefault(index));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    // 1.0.dev1 is before 1.0a1: a version that is only under development has a phase before every other.
    private (int Phase, long Number, long Post, long Dev) Rank() =>
        (Phase == FinalPhase && Post is null && Dev is not null ? -1 : Phase, PhaseNumber, Post ?? -1, Dev ?? long.MaxValue);

    // Numbers are above words; no local part is below any.
    private static int CompareLocal(string? left, string? right)
    {
        var lefts = left?.Split('.') ?? [];
        var rights = right?.Split('.') ?? [];
        for (var index = 0; index < Math.Min(lefts.Length, rights.Length); index++)
        {
            var order = (LocalNumber(lefts[index]), LocalNumber(rights[index])) switch
            {
                (null, null) => string.CompareOrdinal(lefts[index], rights[index]),
                var (one, other) => (one ?? -1).CompareTo(other ?? -1),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static long? LocalNumber(string part) =>
        long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static long? Number(Group group) => group.Length > 0 ? long.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    private static int PhaseOf(string word) =>
        word.ToLowerInvariant() switch
        {
            "a" or "alpha" => 0,
            "b" or "beta" => 1,
            _ => 2,
        };

    [GeneratedRegex(
        """
            \Av?
            (?:(?<epoch>[0-9]{1,18})!)?
            (?<release>[0-9]{1,18}(?:\.[0-9]{1,18}){0,30})
            (?:[-_.]?(?<phase>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<phaseNumber>[0-9]{0,18}))?
            (?<post>-(?<postImplied>[0-9]{1,18})|[-_.]?(?:post|rev|r)[-_.]?(?<postNumber>[0-9]{0,18}))?
            (?<dev>[-_.]?dev[-_.]?(?<devNumber>[0-9]{0,18}))?
            (?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?
            \z
            """,
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture,
        Matching.Milliseconds
    )]
    private static partial Regex Pattern();
}
