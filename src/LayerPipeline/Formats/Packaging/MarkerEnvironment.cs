namespace LayerPipeline.Formats.Packaging;

/// <summary>The values of a marker's variables. Source: PEP 508, "Environment markers".</summary>
internal sealed class MarkerEnvironment
{
    private readonly IReadOnlyDictionary<string, string> values;

    /// <summary>Makes an environment.</summary>
    /// <param name="values">Values by variable; an absent one is empty.</param>
    /// <param name="extras">Normalised names of the extras that are asked for.</param>
    public MarkerEnvironment(IReadOnlyDictionary<string, string> values, IReadOnlyCollection<string>? extras = null)
    {
        this.values = values;
        Extras = extras ?? [];
    }

    /// <summary>All variables.</summary>
    public static IReadOnlyList<string> Variables { get; } =
    [
        "python_version",
        "python_full_version",
        "os_name",
        "sys_platform",
        "platform_release",
        "platform_system",
        "platform_version",
        "platform_machine",
        "platform_python_implementation",
        "implementation_name",
        "implementation_version",
        "extra",
    ];

    /// <summary>Variables that are sets of names and that only locks have. Source: PEP 751.</summary>
    public static IReadOnlyList<string> LockVariables { get; } = ["extras", "dependency_groups"];

    /// <summary>Normalised names of the extras that are asked for.</summary>
    public IReadOnlyCollection<string> Extras { get; }

    /// <summary>Normalised names of the dependency groups that are asked for.</summary>
    public IReadOnlyCollection<string> Groups { get; private init; } = [];

    /// <summary>The environment of a runtime of Lambda.</summary>
    /// <param name="python">Python's version, for example <c>3.13</c>.</param>
    /// <param name="machine"><c>x86_64</c> or <c>aarch64</c>.</param>
    /// <returns>The environment.</returns>
    public static MarkerEnvironment Of(string python, string machine)
    {
        // Lambda keeps its runtimes at the newest patch release, whose number we can't know: one above all is nearest to it.
        var full = $"{python}.99";
        return new MarkerEnvironment(
            new Dictionary<string, string>
            {
                ["python_version"] = python,
                ["python_full_version"] = full,
                ["implementation_version"] = full,
                ["implementation_name"] = "cpython",
                ["platform_python_implementation"] = "CPython",
                ["os_name"] = "posix",
                ["sys_platform"] = "linux",
                ["platform_system"] = "Linux",
                ["platform_machine"] = machine,
            }
        );
    }

    /// <summary>The same environment with extras.</summary>
    /// <param name="extras">Names of extras.</param>
    /// <returns>The environment.</returns>
    public MarkerEnvironment With(IEnumerable<string> extras) =>
        new(values, extras.Select(RequirementName.Normalize).ToHashSet(StringComparer.Ordinal));

    /// <summary>The same environment with extras and groups.</summary>
    /// <param name="extras">Names of extras.</param>
    /// <param name="groups">Names of dependency groups.</param>
    /// <returns>The environment.</returns>
    public MarkerEnvironment With(IEnumerable<string> extras, IEnumerable<string> groups) =>
        new(values, extras.Select(RequirementName.Normalize).ToHashSet(StringComparer.Ordinal))
        {
            Groups = groups.Select(RequirementName.Normalize).ToHashSet(StringComparer.Ordinal),
        };

    /// <summary>The names of a set.</summary>
    /// <param name="variable">One of <see cref="LockVariables"/>.</param>
    /// <returns>Its names.</returns>
    public IReadOnlyCollection<string> Names(string variable) => variable == "extras" ? Extras : Groups;

    /// <summary>The value of a variable.</summary>
    /// <param name="variable">One of <see cref="Variables"/>.</param>
    /// <returns>Its value; empty where it has none.</returns>
    public string Value(string variable) => values.GetValueOrDefault(variable, "");
}
