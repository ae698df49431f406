using LayerPipeline.Runs;

namespace LayerPipeline.Archives;

/// <summary>Copies chosen entries of one archive to a writer, compressed as they are, in runs of neighbours.</summary>
/// <param name="source">The archive.</param>
/// <param name="chosen">Entries to be copied, in the order of their offsets.</param>
internal sealed class RawCopy(IRunFile source, IReadOnlyList<ZipEntry> chosen) : IAsyncDisposable
{
    /// <summary>Up to this many bytes between two entries are read and dropped rather than skipped by a new request.</summary>
    private const int GapBytes = 64 * 1024;

    private readonly ForwardReader _reader = new(source);
    private int _next;
    private long _at = -1;
    private long _runEnd = -1;

    /// <summary>Copies the next of the chosen entries, which must be <paramref name="entry"/>.</summary>
    public async ValueTask CopyAsync(ZipWriter writer, ZipEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Offset < _at || entry.Offset >= _runEnd)
        {
            _runEnd = RunEnd(_next);
            await _reader.StartAsync(entry.Offset, _runEnd, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _reader.SkipAsync(entry.Offset - _at, cancellationToken).ConfigureAwait(false);
        }

        var before = _reader.Position;
        await writer.CopyAsync(_reader, entry, cancellationToken).ConfigureAwait(false);
        _at = entry.Offset + (_reader.Position - before);
        _next++;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private long RunEnd(int first)
    {
        var end = chosen[first].End;
        for (var i = first + 1; i < chosen.Count && chosen[i].Offset >= end && chosen[i].Offset - end <= GapBytes; i++)
        {
            end = chosen[i].End;
        }

        return end;
    }
}
