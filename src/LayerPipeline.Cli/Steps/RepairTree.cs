namespace LayerPipeline.Cli.Steps;

/// <summary>The unpacked layer with some removed or changed files as they were before, for trials.</summary>
/// <param name="layer">The unpacked layer.</param>
/// <param name="pruned">What was taken from it, unpacked.</param>
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

    private void PutBack(string name)
    {
        var (file, aside) = (Path.Combine(layer, name), Path.Combine(saved, name));
        if (Path.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(aside)!);
            File.Move(file, aside);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.Copy(Path.Combine(pruned, name), file);
        _back.Add(name);
    }

    /// <summary>Folders go with their last file, as they do where a zip is unpacked: packages ask whether they are there.</summary>
    private void TakeOut(string name)
    {
        var (file, aside) = (Path.Combine(layer, name), Path.Combine(saved, name));
        File.Delete(file);
        if (Path.Exists(aside))
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
