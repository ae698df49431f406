using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Cli.Verbs;

/// <summary>Says which archive of a command line it was that could not be read.</summary>
internal static class NamedArchive
{
    /// <summary>Does what reads an archive.</summary>
    /// <param name="what">The argument that names it.</param>
    /// <param name="path">Its path.</param>
    /// <param name="read">What reads it.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="InvalidArchiveException">It is damaged, or holds what no layer may; the message names the file.</exception>
    public static async Task<T> ReadAsync<T>(string what, string path, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (InvalidArchiveException e)
        {
            throw new InvalidArchiveException(
                $"{what}: '{path}' is refused. {e.Message}\nCreate it again, or copy it again from its source.",
                e
            );
        }
    }
}
