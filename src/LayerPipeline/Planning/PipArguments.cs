using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Planning;

/// <summary>
/// Arguments after <c>python -m pip</c>. pip 23.0 or later is needed, for its report.
/// Source: https://pip.pypa.io/en/stable/cli/pip_install/.
/// </summary>
public static class PipArguments
{
    /// <summary>File that pip reads, relative to the working directory.</summary>
    public const string RequirementsFile = "requirements.txt";

    /// <summary>Constraints that pip reads where a plan has some, relative to the working directory.</summary>
    public const string ConstraintsFile = "constraints.txt";

    /// <summary>Folder that pip fills, relative to the working directory.</summary>
    public const string Target = "python";

    /// <summary>Log that pip writes, relative to the working directory: why it passed over a wheel is only there.</summary>
    public const string LogFile = "pip.log";

    /// <summary>
    /// For the runtime's own version of Python on the runtime's own architecture. The platforms are named nevertheless,
    /// because a machine with a newer glibc than the runtime's would install wheels that can't be loaded there.
    /// pip takes platforms only without source distributions, so <paramref name="allowBuild"/> does without.
    /// </summary>
    /// <param name="platforms">Tags for <c>--platform</c>, best first.</param>
    /// <param name="allowBuild">Whether distributions without a wheel may be compiled.</param>
    /// <returns>The arguments.</returns>
    public static IReadOnlyList<string> Own(IReadOnlyList<string> platforms, bool allowBuild) =>
        allowBuild ? [.. Common(), "--prefer-binary"] : [.. Common(), "--only-binary=:all:", .. Platforms(platforms)];

    /// <summary>For any other Python 3. <c>abi3</c> and <c>none</c> need no <c>--abi</c>: pip adds them itself.
    /// <c>abi3t</c> is none of them, as it is for builds without the GIL (PEP 803).</summary>
    /// <param name="runtime">The runtime that is installed for.</param>
    /// <param name="platforms">Tags for <c>--platform</c>, best first.</param>
    /// <returns>The arguments.</returns>
    public static IReadOnlyList<string> Foreign(PythonRuntime runtime, IReadOnlyList<string> platforms) =>
        [
            .. Common(),
            "--only-binary=:all:",
            "--python-version",
            runtime.Python,
            "--implementation",
            "cp",
            "--abi",
            "cp" + runtime.Python.Replace(".", "", StringComparison.Ordinal),
            .. Platforms(platforms),
        ];

    private static string[] Common() =>
        [
            "install",
            "--requirement",
            RequirementsFile,
            "--target",
            Target,
            "--no-compile",
            "--report",
            RunFiles.PipReport,
            "--log",
            LogFile,
            "--no-input",
            "--disable-pip-version-check",
            "--no-warn-script-location",
            // The machine's own packages are none of the layer's business.
            "--no-warn-conflicts",
            "--root-user-action=ignore",
            "--progress-bar",
            "off",
        ];

    private static IEnumerable<string> Platforms(IReadOnlyList<string> platforms) =>
        platforms.SelectMany(tag => new[] { "--platform", tag });
}
