using LayerPipeline.Formats.Archives;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class Zip64WritingTests
{
    [Fact]
    public async Task More_than_65535_entries_are_written_and_read()
    {
        const int Count = 66_000;
        using var output = new MemoryStream();
        var writer = new ZipWriter(output);
        for (var i = 0; i < Count; i++)
        {
            await writer.WriteAsync(DeflatedEntry.Make($"{i:D5}", UnixMode.File, ReadOnlyMemory<byte>.Empty), CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);

        var directory = await Reading.DirectoryAsync(output.ToArray());
        directory.Entries.Count.ShouldBe(Count);
        directory.Entries[^1].Name.ShouldBe("65999");
        output.Position = 0;
        await using var framework = new System.IO.Compression.ZipArchive(output, System.IO.Compression.ZipArchiveMode.Read);
        framework.Entries.Count.ShouldBe(Count);
    }

    [Theory]
    [InlineData(65_534, 0)]
    [InlineData(65_535, 76)]
    public async Task The_longer_records_are_written_only_when_they_are_needed(int count, int extraBytes)
    {
        await using var output = new SparseFile(keepAfter: 0);
        var writer = new ZipWriter(output);
        var entry = DeflatedEntry.Make("x", UnixMode.File, ReadOnlyMemory<byte>.Empty);
        for (var i = 0; i < count; i++)
        {
            await writer.WriteAsync(entry, CancellationToken.None);
        }

        await writer.FinishAsync(CancellationToken.None);

        output.Length.ShouldBe((count * (30L + 46 + 2)) + 22 + extraBytes);
    }

    [Fact]
    public async Task Entries_and_offsets_beyond_four_gigabytes_are_written_and_read()
    {
        const long Huge = 4_294_967_400;
        ZipEntry[] entries = [Stored("a", Huge, offset: 0), Stored("b", 3, offset: Huge + 31)];
        await using var source = new StoredZeros(entries);
        await using var output = new SparseFile(keepAfter: Huge - 100_000);
        var writer = new ZipWriter(output);
        await using (var copy = new EntryReader(source, entries))
        {
            foreach (var entry in entries)
            {
                await copy.CopyAsync(writer, entry, CancellationToken.None);
            }
        }

        await writer.FinishAsync(CancellationToken.None);

        writer.Bytes.ShouldBe(Huge + 3);
        var directory = await ZipDirectory.ReadAsync(output, new ArchiveLimits { TotalBytes = 2 * Huge }, CancellationToken.None);
        directory
            .Entries.Select(entry => (entry.Name, entry.Bytes, entry.CompressedBytes, entry.Offset))
            .ShouldBe([("a", Huge, Huge, 0), ("b", 3, 3, Huge + 30 + 1 + 20)]);
        (await EntryContent.ReadAsync(output, directory.Entries[1], CancellationToken.None)).ShouldBe([0, 0, 0]);
    }

    private static ZipEntry Stored(string name, long bytes, long offset) =>
        new()
        {
            Name = name,
            Method = 0,
            Crc32 = System.IO.Hashing.Crc32.HashToUInt32(new byte[3]),
            CompressedBytes = bytes,
            Bytes = bytes,
            Mode = UnixMode.File,
            Offset = offset,
            End = offset + 31 + bytes,
        };

    /// <summary>An archive of stored zeros that exists nowhere.</summary>
    private sealed class StoredZeros(ZipEntry[] entries) : IRangedFile
    {
        public long Length => entries[^1].End;

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            buffer.Span.Clear();
            foreach (var entry in entries)
            {
                var header = LocalHeader.Make(entry with { Bytes = 0, CompressedBytes = 0 });
                for (var i = 0; i < header.Length; i++)
                {
                    if (entry.Offset + i - offset is >= 0 and var at && at < buffer.Length)
                    {
                        buffer.Span[(int)at] = header[i];
                    }
                }
            }

            return ValueTask.FromResult((int)Math.Min(buffer.Length, Length - offset));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Counts what is written and keeps only what comes after an offset; the rest reads as zeros.</summary>
    private sealed class SparseFile(long keepAfter) : Stream, IRangedFile
    {
        private readonly MemoryStream _kept = new();
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
        {
            offset.ShouldBeGreaterThanOrEqualTo(keepAfter);
            _kept.Position = offset - keepAfter;
            return ValueTask.FromResult(_kept.Read(buffer.Span));
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var skipped = (int)Math.Clamp(keepAfter - _length, 0, buffer.Length);
            _kept.Position = _kept.Length;
            _kept.Write(buffer[skipped..]);
            _length += buffer.Length;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
