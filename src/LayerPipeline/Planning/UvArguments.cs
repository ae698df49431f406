using System.Globalization;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Planning;

/// <summary>
/// Arguments after <c>uv</c>, for the same files that pip would install.
/// Source: https://docs.astral.sh/uv/reference/cli/#uv-pip-install.
/// </summary>
public static class UvArguments
{
    // Platforms are named after these versions of glibc alone. Source: as above, --python-platform.
    private static readonly int[] GlibcMinors = [17, 28, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40];

    /// <summary>
    /// The arguments but for <c>--python</c> with the interpreter's path. Paths are relative to the working directory, as those of
    /// <see cref="PipArguments"/>.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="foreign">Whether it is of another version or machine than the runtime's.</param>
    /// <returns>The arguments.</returns>
    public static IReadOnlyList<string> Of(BuildPlan plan, bool foreign) =>
        [
            "pip",
            "install",
            "--requirement",
            PipArguments.RequirementsFile,
            "--target",
            PipArguments.Target,
            "--no-python-downloads",
            "--no-progress",
            // A link to uv's cache would change with it.
            "--link-mode",
            "copy",
            // Several indexes are searched as pip does it: by the best version of all.
            "--index-strategy",
            "unsafe-best-match",
            .. plan.RequirementsText.Contains(" --hash=", StringComparison.Ordinal) ? ["--require-hashes"] : Array.Empty<string>(),
            .. plan.ConstraintsText is null ? Array.Empty<string>() : ["--constraint", PipArguments.ConstraintsFile],
            .. plan.Request.AllowBuild && !foreign
                ? Array.Empty<string>()
                : ["--only-binary", ":all:", "--python-platform", Platform(plan.Runtime, plan.Architecture)],
            .. foreign ? ["--python-version", plan.Runtime.Python] : Array.Empty<string>(),
        ];

    /// <summary>The highest platform that uv knows and that the runtime's glibc has.</summary>
    private static string Platform(PythonRuntime runtime, string architecture)
    {
        var minor = int.Parse(runtime.Glibc.AsSpan(runtime.Glibc.IndexOf('.', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture);
        var machine = RuntimeCatalog.Default.FindArchitecture(architecture)?.Machine ?? architecture;
        return $"{machine}-manylinux_2_{GlibcMinors.Last(known => known <= minor)}";
    }
}
