using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Formats.Packaging;

/// <summary>Which distribution installed which entry, by the RECORDs in the archive itself.</summary>
public sealed class FileOwners
{
    private const string RecordSuffix = ".dist-info/RECORD";

    private readonly Dictionary<string, string> _owner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordFile> _records = new(StringComparer.Ordinal);

    /// <summary>RECORD files by entry name.</summary>
    public IReadOnlyDictionary<string, RecordFile> Records => _records;

    /// <summary>Reads every RECORD of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The map.</returns>
    public static async Task<FileOwners> ReadAsync(IRangedFile archive, ZipDirectory directory, CancellationToken cancellationToken)
    {
        var map = new FileOwners();
        var records = EntryContent.SelectAsync(
            archive,
            directory.Entries.Where(entry => IsRecord(entry.Name)),
            (entry, content) => (entry.Name, Content: content),
            cancellationToken
        );
        await foreach (var (name, content) in records)
        {
            map.Add(name, content);
        }

        return map;
    }

    /// <summary>Whether an entry is the RECORD of a distribution.</summary>
    /// <param name="entryName">Its name.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsRecord(string entryName) =>
        entryName.EndsWith(RecordSuffix, StringComparison.Ordinal)
        && LayerTree.Below(entryName) is { } below
        && below.Count(c => c == '/') == 1;

    /// <summary>Adds a RECORD.</summary>
    /// <param name="entryName">Its name.</param>
    /// <param name="content">Its content.</param>
    public void Add(string entryName, ReadOnlyMemory<byte> content)
    {
        var record = RecordFile.Parse(content.Span);
        _records.Add(entryName, record);
        var folder = LayerTree.Below(entryName)![..^RecordSuffix.Length];
        var dash = folder.IndexOf('-', StringComparison.Ordinal);
        var distribution = LayerPipeline.Formats.Packaging.RequirementName.Normalize(dash < 0 ? folder : folder[..dash]);
        _owner[entryName] = distribution;
        foreach (var path in record.Paths)
        {
            // Scripts climb out of the packages' folder ("../../bin/x"); pip's --target puts them below it all the same.
            _owner[LayerTree.Prefix + path.Replace("../", "", StringComparison.Ordinal)] = distribution;
        }
    }

    /// <summary>The distribution of an entry.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <returns>Normalised name, or null where no RECORD names the entry.</returns>
    public string? Find(string entryName) => _owner.GetValueOrDefault(entryName);
}
