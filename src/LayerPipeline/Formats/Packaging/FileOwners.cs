using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;
using LayerPipeline.Foundation.Lambda;

namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// Which distribution installed which entry, by the RECORDs in the archive itself. Where several list one file, the hash of the file
/// that is there decides: a claim with another hash is none, since what it speaks of was overwritten.
/// </summary>
internal sealed class FileOwners
{
    private const string RecordSuffix = ".dist-info/RECORD";

    private readonly Dictionary<string, FileClaim> _owner = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<FileClaim>> _claims = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SharedFile> _shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RecordFile> _records = new(StringComparer.Ordinal);

    /// <summary>RECORD files by entry name.</summary>
    public IReadOnlyDictionary<string, RecordFile> Records => _records;

    /// <summary>Files of which several RECORDs say different things, by ordinal order of their names.</summary>
    public IEnumerable<SharedFile> Shared => _shared.Values.OrderBy(file => file.Path, StringComparer.Ordinal);

    /// <summary>Reads every RECORD of an archive.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The map.</returns>
    public static async Task<FileOwners> ReadAsync(IRangedFile archive, ZipDirectory directory, CancellationToken cancellationToken)
    {
        var map = new FileOwners();
        map._owner.EnsureCapacity(directory.Entries.Count);
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

        await map.SettleAsync(archive, directory, cancellationToken);
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
        var distribution = DistributionOf(entryName);
        foreach (var (path, hash) in record.Hashes.Append((LayerTree.Below(entryName)!, "")))
        {
            // Scripts climb out of the packages' folder ("../../bin/x"); pip's --target puts them below it all the same.
            Claim(LayerTree.Prefix + path.Replace("../", "", StringComparison.Ordinal), new FileClaim(distribution, hash));
        }
    }

    /// <summary>Decides whose the files are that several RECORDs list.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="directory">Its directory.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is decided.</returns>
    public async Task SettleAsync(IRangedFile archive, ZipDirectory directory, CancellationToken cancellationToken)
    {
        foreach (var (path, claims) in _claims)
        {
            _owner[path] = claims.MinBy(claim => claim.Distribution, StringComparer.Ordinal)!;
        }

        var shared = EntryContent.SelectAsync(
            archive,
            _claims.Where(pair => Differ(pair.Value)).Select(pair => directory.Find(pair.Key)).OfType<ZipEntry>(),
            (entry, content) => Settle(entry.Name, _claims[entry.Name], content),
            cancellationToken
        );
        await foreach (var file in shared)
        {
            _shared.Add(file.Path, file);
        }
    }

    /// <summary>Whether a RECORD lists a file that another distribution has overwritten.</summary>
    /// <param name="record">The RECORD's entry name.</param>
    /// <param name="entryName">The file's entry name.</param>
    /// <returns>Whether it does.</returns>
    public bool IsOverwritten(string record, string entryName) =>
        _shared.TryGetValue(entryName, out var file) && file.Others.Contains(DistributionOf(record));

    private void Claim(string entryName, FileClaim claim)
    {
        if (IsRecord(entryName) && DistributionOf(entryName) != claim.Distribution)
        {
            return;
        }

        if (_owner.TryAdd(entryName, claim) || _owner[entryName].Distribution == claim.Distribution)
        {
            return;
        }

        if (!_claims.TryGetValue(entryName, out var claims))
        {
            _claims.Add(entryName, claims = [_owner[entryName]]);
        }

        claims.Add(claim);
    }

    /// <summary>What has no hash may be anything.</summary>
    private static bool Differ(List<FileClaim> claims) =>
        claims[0].Hash.Length == 0 || claims.Exists(claim => claim.Hash != claims[0].Hash);

    private static SharedFile Settle(string path, List<FileClaim> claims, byte[] content)
    {
        var proven = claims.Where(claim => RecordHash.IsOf(claim.Hash, content)).ToList();
        var owners = Names(proven.Count > 0 ? proven : claims.Where(claim => claim.Hash.Length == 0));
        return new SharedFile(path, owners, [.. Names(claims).Except(owners, StringComparer.Ordinal)]);
    }

    private static IReadOnlyList<string> Names(IEnumerable<FileClaim> claims) =>
        [.. claims.Select(claim => claim.Distribution).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string DistributionOf(string record)
    {
        var folder = LayerTree.Below(record)![..^RecordSuffix.Length];
        var dash = folder.IndexOf('-', StringComparison.Ordinal);
        return RequirementName.Normalize(dash < 0 ? folder : folder[..dash]);
    }

    /// <summary>The distribution of an entry.</summary>
    /// <param name="entryName">Name of an entry.</param>
    /// <returns>Normalised name, or null where no RECORD names the entry.</returns>
    public string? Find(string entryName) =>
        _shared.TryGetValue(entryName, out var file)
            ? (file.Owners is [var first, ..] ? first : null)
            : _owner.GetValueOrDefault(entryName)?.Distribution;
}
