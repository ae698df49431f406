namespace LayerPipeline.Benchmarks;

/// <summary>What is built.</summary>
/// <param name="Wheels">Folder of wheels.</param>
/// <param name="Set">Requirements file in it, without <c>.txt</c>.</param>
/// <param name="Python">Version of the runtime, for example <c>3.13</c>.</param>
/// <param name="Interpreter">Path of that Python.</param>
internal sealed record BuildRequest(string Wheels, string Set, string Python, string Interpreter)
{
    /// <summary>Path of the requirements file.</summary>
    public string Requirements => Path.Combine(Wheels, Set + ".txt");

    /// <summary>The command that builds it.</summary>
    /// <param name="cli">The executable.</param>
    /// <param name="output">Folder for the results.</param>
    /// <param name="more">Further options.</param>
    public IReadOnlyList<string> Command(string cli, string output, params string[] more) =>
        [
            cli,
            "build",
            "-r",
            Requirements,
            "--python",
            Python,
            "--interpreter",
            Interpreter,
            "--find-links",
            Wheels,
            "--no-index",
            "--output",
            output,
            "--quiet",
            .. more,
        ];
}
