using System.Text;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Formats.Archives;

/// <summary>Which targets a layer's symbolic links may have.</summary>
internal static class EntryLink
{
    /// <summary>Bytes of a target that Linux takes: PATH_MAX, limits.h, less the NUL at its end.</summary>
    private const int TargetBytes = 4095;

    /// <summary>Reads what the links of an archive point to.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Targets by the links' names, as they are written, whether they are inside or not.</returns>
    /// <exception cref="InvalidArchiveException">A target is too long, or an entry is damaged.</exception>
    public static async ValueTask<IReadOnlyDictionary<string, string>> ReadTargetsAsync(
        IRangedFile archive,
        ZipDirectory directory,
        CancellationToken cancellationToken
    )
    {
        var links = directory.Entries.Where(entry => entry.IsLink).ToList();
        if (links.Find(link => link.Bytes > TargetBytes) is { } longest)
        {
            throw new InvalidArchiveException(
                $"Entry '{longest.Name}' is a link to {longest.Bytes} bytes; a path has at most {TargetBytes}."
            );
        }

        return await EntryContent
            .SelectAsync(archive, links, (link, content) => (link.Name, Target: Encoding.UTF8.GetString(content)), cancellationToken)
            .ToDictionaryAsync(link => link.Name, link => link.Target, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Checks that a link stays inside the archive's tree.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">What it points to.</param>
    /// <exception cref="InvalidArchiveException">The target is absolute or climbs out.</exception>
    public static void Check(string name, string target)
    {
        if (Resolve(name, target) is null)
        {
            throw new InvalidArchiveException(
                $"Entry '{name}' is a link to '{target}', which is outside the archive; links must stay inside it."
            );
        }
    }

    /// <summary>The target text with which one entry links to another.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">Name of the entry that it is to point to.</param>
    /// <returns>A relative path.</returns>
    public static string Relative(string name, string target)
    {
        var from = name.Split('/')[..^1];
        var to = target.Split('/');
        var common = 0;
        while (common < from.Length && common < to.Length - 1 && string.Equals(from[common], to[common], StringComparison.Ordinal))
        {
            common++;
        }

        return string.Join('/', Enumerable.Repeat("..", from.Length - common).Concat(to[common..]));
    }

    /// <summary>The name that a link points to.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">What it points to.</param>
    /// <returns>
    /// The name from the archive's root, or null where the target is outside, or may be: what ".." means after a name is not known
    /// here, since the name may be a link itself.
    /// </returns>
    public static string? Resolve(string name, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.AsSpan().ContainsAny('\\', '\0'))
        {
            return null;
        }

        var parts = new List<string>(name.Split('/')[..^1]);
        var down = false;
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
                down = true;
            }
            else if (down || parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }
}
