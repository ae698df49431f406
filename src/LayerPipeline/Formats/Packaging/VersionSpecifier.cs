namespace LayerPipeline.Formats.Packaging;

/// <summary>One clause of a version set by PEP 440, for example <c>&gt;=2</c> or <c>==1.4.*</c>.</summary>
public sealed record VersionSpecifier
{
    private VersionSpecifier(string op, string version)
    {
        Operator = op;
        Version = version;
    }

    /// <summary>All operators, longer ones before those that they begin with.</summary>
    public static IReadOnlyList<string> Operators { get; } = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"];

    /// <summary>One of <see cref="Operators"/>.</summary>
    public string Operator { get; }

    /// <summary>The version in its normal form, with <c>.*</c> where a prefix is meant; for <c>===</c> any text.</summary>
    public string Version { get; }

    /// <summary>Makes a clause.</summary>
    /// <param name="op">One of <see cref="Operators"/>.</param>
    /// <param name="version">The version.</param>
    /// <returns>The clause.</returns>
    /// <exception cref="InvalidRequirementException">The version is none, or does not go with the operator.</exception>
    public static VersionSpecifier Create(string op, string version)
    {
        if (op == "===")
        {
            return new VersionSpecifier(op, version);
        }

        if (version.EndsWith(".*", StringComparison.Ordinal) && op is "==" or "!=")
        {
            return new VersionSpecifier(op, Prefix(version[..^2]) + ".*");
        }

        var parsed = PythonVersion.Parse(version);
        if (op == "~=" && parsed.Release.Count < 2)
        {
            throw new InvalidRequirementException($"'~={version}' needs a version of two numbers or more, such as ~={version}.0");
        }

        return op is "==" or "!=" || parsed.Local is null
            ? new VersionSpecifier(op, parsed.ToString())
            : throw new InvalidRequirementException($"'{op}{version}' has a local version (+{parsed.Local}); only == and != take one");
    }

    /// <summary>Whether a version fits the clause.</summary>
    /// <param name="version">A version.</param>
    /// <returns>True when it fits.</returns>
    public bool Contains(PythonVersion version) =>
        Operator switch
        {
            "===" => string.Equals(version.ToString(), Version, StringComparison.OrdinalIgnoreCase),
            "==" => Matches(version),
            "!=" => !Matches(version),
            "~=" => Order(version) >= 0 && HasPrefix(version, Parsed().Release.Count - 1),
            "<=" => Order(version) <= 0,
            ">=" => Order(version) >= 0,
            "<" => Order(version) < 0 && !(version.IsPrerelease && !Parsed().IsPrerelease && SameRelease(version)),
            _ => Order(version) > 0 && !(IsVariant(version) && SameRelease(version)),
        };

    /// <inheritdoc />
    public override string ToString() => Operator + Version;

    private static string Prefix(string text)
    {
        var version = PythonVersion.Parse(text);
        return version is { Local: null, IsPrerelease: false, IsPostrelease: false }
            ? version.ToString()
            : throw new InvalidRequirementException($"'{text}.*' must be a release such as 1.4.*");
    }

    private PythonVersion Parsed() => PythonVersion.Parse(Version.EndsWith(".*", StringComparison.Ordinal) ? Version[..^2] : Version);

    private int Order(PythonVersion version) => PythonVersion.ComparePublic(version, Parsed());

    private bool Matches(PythonVersion version)
    {
        var parsed = Parsed();
        if (Version.EndsWith(".*", StringComparison.Ordinal))
        {
            return HasPrefix(version, parsed.Release.Count);
        }

        return parsed.Local is null ? Order(version) == 0 : PythonVersion.Compare(version, parsed) == 0;
    }

    // PEP 440: >1.7 takes neither 1.7.post1 nor 1.7+local.
    private bool IsVariant(PythonVersion version) => version.Local is not null || (version.IsPostrelease && !Parsed().IsPostrelease);

    private bool SameRelease(PythonVersion version) => HasPrefix(version, Math.Max(version.Release.Count, Parsed().Release.Count));

    private bool HasPrefix(PythonVersion version, int length)
    {
        var parsed = Parsed();
        return version.Epoch == parsed.Epoch
            && Enumerable
                .Range(0, length)
                .All(index => version.Release.ElementAtOrDefault(index) == parsed.Release.ElementAtOrDefault(index));
    }
}
