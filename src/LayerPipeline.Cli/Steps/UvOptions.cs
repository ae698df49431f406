namespace LayerPipeline.Cli.Steps;

/// <summary>pip's options in uv's words. Sources: https://docs.astral.sh/uv/reference/cli/#uv-pip-install, https://docs.astral.sh/uv/pip/compatibility/.</summary>
/// <param name="switches">The options, from the command line and from files.</param>
internal sealed class UvOptions(BuildSwitches switches)
{
    // What uv takes from a requirements file as pip does; the others are arguments, or say what uv does anyway.
    private static readonly string[] OfFiles =
    [
        "--index-url ",
        "--extra-index-url ",
        "--find-links ",
        "--no-index",
        "--no-binary ",
        "--only-binary ",
    ];

    private IReadOnlyList<string> Lines => switches.Sources.PipLines(wheelsOnly: false);

    /// <summary>Lines for the requirements file.</summary>
    public IEnumerable<string> FileLines => Lines.Where(line => OfFiles.Any(option => line.StartsWith(option, StringComparison.Ordinal)));

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string> Arguments =>
        [
            .. switches.Pip.Arguments.Select(argument =>
                argument switch
                {
                    "--index-url" => "--default-index",
                    "--extra-index-url" => "--index",
                    _ => argument,
                }
            ),
            .. Lines.Contains("--pre") ? ["--prerelease", "allow"] : Array.Empty<string>(),
            .. Lines
                .Where(line => line.StartsWith("--trusted-host ", StringComparison.Ordinal))
                .SelectMany(line => new[] { "--allow-insecure-host", line["--trusted-host ".Length..] }),
        ];
}
