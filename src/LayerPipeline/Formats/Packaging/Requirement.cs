namespace LayerPipeline.Formats.Packaging;

/// <summary>A requirement by PEP 508: a name with extras, versions and a marker. URLs are not taken.</summary>
internal sealed record Requirement
{
    /// <summary>Characters of one requirement with its marker. Ours: markers that exporters write have a few thousand.</summary>
    public const int MaxLength = 20_000;

    private Requirement(string name, IReadOnlyList<string> extras, IReadOnlyList<VersionSpecifier> versions, Marker? marker)
    {
        Name = name;
        Extras = extras;
        Versions = versions;
        Marker = marker;
    }

    /// <summary>The name as it was written.</summary>
    public string Name { get; }

    /// <summary>The name normalised by PEP 503.</summary>
    public string NormalizedName => RequirementName.Normalize(Name);

    /// <summary>Extras, normalised and sorted.</summary>
    public IReadOnlyList<string> Extras { get; }

    /// <summary>Versions that are allowed: all clauses must hold; sorted.</summary>
    public IReadOnlyList<VersionSpecifier> Versions { get; }

    /// <summary>The condition under which it is needed, or null for always.</summary>
    public Marker? Marker { get; }

    /// <summary>Whether one version alone is allowed.</summary>
    public bool IsPinned => Versions is [var version] && IsSingle(version);

    /// <summary>Reads a requirement.</summary>
    /// <param name="text">The text, for example <c>pandas[excel]&gt;=2,&lt;4; python_version &gt;= "3.11"</c>.</param>
    /// <returns>The requirement.</returns>
    /// <exception cref="InvalidRequirementException">The text is not a requirement, or refers to a URL.</exception>
    public static Requirement Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new InvalidRequirementException($"is {text.Length} characters long; a requirement has at most {MaxLength}");
        }

        var cursor = new TextCursor(text);
        var name = ParseName(cursor);
        var extras = ParseExtras(cursor);
        if (cursor.Take("@"))
        {
            throw new InvalidRequirementException(
                "refers to a URL; only names with versions are allowed, which pip finds in its own index"
            );
        }

        var versions = ParseVersions(cursor);
        var marker = cursor.Take(";") ? MarkerParser.Parse(cursor) : null;
        cursor.SkipSpaces();
        return cursor.AtEnd
            ? new Requirement(name, extras, versions, marker)
            : throw cursor.Unexpected(marker is null ? "a version (such as >=2), a marker or the end" : "'and', 'or' or the end");
    }

    /// <summary>The same requirement without its marker.</summary>
    /// <returns>The requirement.</returns>
    public Requirement WithoutMarker() => new(Name, Extras, Versions, null);

    /// <summary>Both requirements in one: the versions of both, the extras of both, without markers.</summary>
    /// <param name="other">Another requirement for the same package.</param>
    /// <returns>The requirement; null where one allows a single version and the other excludes it.</returns>
    public Requirement? And(Requirement other)
    {
        VersionSpecifier[] versions = Sorted(Versions.Concat(other.Versions));
        string[] extras = [.. Extras.Union(other.Extras, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (versions.FirstOrDefault(IsSingle) is not { } single || PythonVersion.TryParse(single.Version) is not { } version)
        {
            return new Requirement(Name, extras, versions, null);
        }

        return versions.All(clause => clause.Contains(version)) ? new Requirement(Name, extras, [single], null) : null;
    }

    /// <summary>The normal form: what pip reads, and equal for requirements that mean the same.</summary>
    /// <returns>The requirement as text.</returns>
    public override string ToString() =>
        NormalizedName
        + (Extras.Count > 0 ? $"[{string.Join(',', Extras)}]" : "")
        + string.Join(',', Versions)
        + (Marker is null ? "" : $"; {Marker}");

    private static string ParseName(TextCursor cursor)
    {
        var name = cursor.TakeWhile(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        if (name.Length == 0)
        {
            throw cursor.Unexpected("a package's name");
        }

        return RequirementName.IsValid(name)
            ? name
            : throw new InvalidRequirementException($"has the name '{name}', which must begin and end with a letter or a digit");
    }

    private static string[] ParseExtras(TextCursor cursor)
    {
        var extras = new SortedSet<string>(StringComparer.Ordinal);
        if (!cursor.Take("[") || cursor.Take("]"))
        {
            return [];
        }

        do
        {
            extras.Add(RequirementName.Normalize(ParseName(cursor)));
        } while (cursor.Take(","));

        return cursor.Take("]") ? [.. extras] : throw cursor.Unexpected("',' or ']' after an extra");
    }

    private static VersionSpecifier[] ParseVersions(TextCursor cursor)
    {
        var parenthesis = cursor.Take("(");
        var versions = new List<VersionSpecifier>();
        while (VersionSpecifier.Operators.FirstOrDefault(cursor.Take) is { } op)
        {
            versions.Add(ParseVersion(cursor, op));
            if (!cursor.Take(","))
            {
                break;
            }
        }

        if (parenthesis && !cursor.Take(")"))
        {
            throw cursor.Unexpected("')'");
        }

        return Sorted(versions);
    }

    private static VersionSpecifier[] Sorted(IEnumerable<VersionSpecifier> versions) =>
        [.. versions.DistinctBy(version => version.ToString()).OrderBy(version => version.ToString(), StringComparer.Ordinal)];

    private static bool IsSingle(VersionSpecifier version) =>
        version.Operator == "===" || (version.Operator == "==" && !version.Version.EndsWith('*'));

    private static VersionSpecifier ParseVersion(TextCursor cursor, string op)
    {
        var version = cursor.TakeWhile(character =>
            char.IsAsciiLetterOrDigit(character) || character is '.' or '*' or '+' or '!' or '-' or '_'
        );
        return version.Length > 0 ? VersionSpecifier.Create(op, version) : throw cursor.Unexpected($"a version after {op}");
    }
}
