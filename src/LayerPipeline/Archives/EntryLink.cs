namespace LayerPipeline.Archives;

/// <summary>Which targets a layer's symbolic links may have.</summary>
public static class EntryLink
{
    /// <summary>Checks that a link stays inside the archive's tree.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">What it points to.</param>
    /// <exception cref="InvalidArchiveException">The target is absolute or climbs out.</exception>
    public static void Check(string name, string target)
    {
        if (Resolve(name, target) is null)
        {
            throw new InvalidArchiveException(
                $"Entry '{name}' is a link to '{target}', which lies outside; links must stay in the archive."
            );
        }
    }

    /// <summary>The name that a link points to.</summary>
    /// <param name="name">The link's own name.</param>
    /// <param name="target">What it points to.</param>
    /// <returns>The name from the archive's root, or null where the target lies outside.</returns>
    public static string? Resolve(string name, string target)
    {
        if (target.Length == 0 || target[0] == '/' || target.AsSpan().ContainsAny('\\', '\0'))
        {
            return null;
        }

        var parts = new List<string>(name.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
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
