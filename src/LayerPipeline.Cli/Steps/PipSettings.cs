namespace LayerPipeline.Cli.Steps;

/// <summary>
/// Settings of a user's pip, from pip.conf or variables, that pip can't have together with <c>--target</c>, or that put files elsewhere.
/// An argument wins over both, a variable over pip.conf. Checked against pip 23.2.
/// </summary>
internal static class PipSettings
{
    // Their values are files or folders, which pip looks up in its working folder; that is not the user's here.
    private static readonly string[] Paths =
    [
        "PIP_CONSTRAINT",
        "PIP_BUILD_CONSTRAINT",
        "PIP_REQUIREMENT",
        "PIP_FIND_LINKS",
        "PIP_CERT",
        "PIP_CLIENT_CERT",
        "PIP_CONFIG_FILE",
        "PIP_CACHE_DIR",
    ];

    /// <summary>
    /// "Cannot set --home and --prefix together"; a root moves what is installed out of the target, and its empty value means the working
    /// folder.
    /// </summary>
    public static IReadOnlyList<string> Arguments { get; } = ["--prefix=", "--root=/"];

    /// <summary>Variables for pip.</summary>
    /// <param name="environment">Gives a variable of this process, or null.</param>
    /// <param name="folder">The user's working folder.</param>
    /// <returns>Names and values.</returns>
    public static IReadOnlyDictionary<string, string?> Variables(Func<string, string?> environment, string folder)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            // "Can not combine '--user' and '--target'".
            ["PIP_USER"] = "0",
            // "Could not find an activated virtualenv (required)": nothing is installed into the interpreter.
            ["PIP_REQUIRE_VIRTUALENV"] = "0",
            // pip would install nothing and succeed.
            ["PIP_DRY_RUN"] = "0",
        };
        foreach (var name in Paths)
        {
            if (environment(name) is { Length: > 0 } value)
            {
                variables[name] = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Absolute));
            }
        }

        return variables;

        string Absolute(string place) => Path.Exists(Path.Combine(folder, place)) ? Path.GetFullPath(place, folder) : place;
    }
}
