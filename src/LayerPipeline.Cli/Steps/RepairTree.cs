namespace LayerPipeline.Cli.Steps;

/// <summary>
/// The unpacked layer with some removed or changed files as they were before, for trials. Files are moved and not copied: a trial may
/// put back a gigabyte, and symbolic links stay what they are.
/// </summary>
/// <param name="layer">The unpacked layer.</param>
/// <param name="pruned">What was taken from it, unpacked; lacks what is in the layer.</param>
/// <param name="saved">A folder for files of the layer while their originals are in their place.</param>
internal sealed class RepairTree(string layer, string pruned, string saved)
{
    private readonly HashSet<string> _back = new(StringComparer.Ordinal);

    /// <summary>Makes the layer hold exactly these originals.</summary>
    /// <param name="names">Names of entries of pruned.zip.</param>
    public void Set(IReadOnlySet<string> names)
    {
        foreach (var name in _back.Except(names, StringComparer.Ordinal).ToList())
        {
            TakeOut(name);
        }

        foreach (var name in names.Except(_back, StringComparer.Ordinal).ToList())
        {
            PutBack(name);
        }
    }

    private static void Move(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        File.Move(from, to);
    }

    /// <summary>Also where it is a link whose target is in the layer no more.</summary>
    private static bool IsThere(string file) => File.Exists(file) || new FileInfo(file).LinkTarget is not null;

    private void PutBack(string name)
    {
        var file = Path.Combine(layer, name);
        if (IsThere(file))
        {
            Move(file, Path.Combine(saved, name));
        }

        Move(Path.Combine(pruned, name), file);
        _back.Add(name);
    }

    /// <summary>Folders go with their last file, as they do where a zip is unpacked: packages ask whether they are there.</summary>
    private void TakeOut(string name)
    {
        var (file, aside) = (Path.Combine(layer, name), Path.Combine(saved, name));
        Move(file, Path.Combine(pruned, name));
        if (IsThere(aside))
        {
            File.Move(aside, file);
        }

        for (
            var folder = Path.GetDirectoryName(file)!;
            folder.Length > layer.Length && !Directory.EnumerateFileSystemEntries(folder).Any();
            folder = Path.GetDirectoryName(folder)!
        )
        {
            Directory.Delete(folder);
        }

        _back.Remove(name);
    }
}
