using LayerPipeline.Cli.Output;
using LayerPipeline.Local;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Reads files that a command line names.</summary>
internal static class InputFile
{
    private const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="option">The option that named it.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="CommandLineException">It is not there, no file, too large, or can't be read.</exception>
    public static byte[] Read(string path, string option)
    {
        try
        {
            if (Directory.Exists(path))
            {
                throw new CommandLineException($"{option}: '{path}' is a folder; a file is needed.");
            }

            // The length of a device or a pipe is not known before its end.
            using var file = File.OpenRead(path);
            using var content = new MemoryStream();
            var piece = new byte[1 << 16];
            for (int count; content.Length <= MaxBytes && (count = file.Read(piece)) > 0; )
            {
                content.Write(piece, 0, count);
            }

            return content.Length <= MaxBytes
                ? content.ToArray()
                : throw new CommandLineException(
                    $"{option}: '{path}' has more than the {MaxBytes:N0} bytes that are read. Is it the right file?"
                );
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandLineException($"{option}: there is no file '{path}' (looked in {Environment.CurrentDirectory}).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandLineException($"{option}: '{path}' can't be read: {e.Message}", e);
        }
    }

    /// <summary>Checks that a file is there.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="what">The option or argument that named it.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="CommandLineException">It is not.</exception>
    public static string MustExist(string path, string what) =>
        File.Exists(path) ? Path.GetFullPath(path)
        : Directory.Exists(path) ? throw new CommandLineException($"{what}: '{path}' is a folder; a file is needed.")
        : throw new CommandLineException($"{what}: there is no file '{path}' (looked in {Environment.CurrentDirectory}).");
}
