using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Installing.Uv;

/// <summary>Turns a failed uv into an exception that says what happened and what to do. Texts are those of uv 0.8.</summary>
public static class UvFailure
{
    private const int ShownLines = 25;

    /// <summary>Explains why uv failed.</summary>
    /// <param name="exitCode">uv's exit code, not 0.</param>
    /// <param name="error">What uv wrote to its standard error.</param>
    /// <returns>The exception to throw.</returns>
    public static InstallFailedException Explain(int exitCode, string error)
    {
        var (failure, problem) = error switch
        {
            _ when Says("Hash mismatch") || Says("--require-hashes") => (
                InstallFailure.Hash,
                "A file does not match its hash in the requirements, or has none. Lock again if that is wanted; otherwise find out who changed the file."
            ),
            _ when Says("No solution found") => (
                InstallFailure.Conflict,
                "uv finds no versions that fit each other and the runtime. Loosen or remove one of the requirements that it names."
            ),
            _ when Says("Failed to fetch") || Says("error sending request") => (
                InstallFailure.IndexUnreachable,
                "uv's index did not answer. Check the network and uv's configuration (it does not read pip's), or provide wheels with --find-links "
                    + "FOLDER --no-index."
            ),
            _ when Says("unexpected argument") => (
                InstallFailure.UnusablePip,
                "This uv does not know an option that is needed. Update it (uv self update)."
            ),
            _ => (InstallFailure.Other, $"uv exited with code {exitCode}."),
        };
        var lines = error.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).TakeLast(ShownLines);
        return new InstallFailedException(failure, problem, exitCode, [.. lines.Select(line => MessageText.Shorten(line, 400))], "uv");

        bool Says(string text) => error.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
