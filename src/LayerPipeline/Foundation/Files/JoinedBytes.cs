using System.Buffers;

namespace LayerPipeline.Foundation.Files;

/// <summary>Makes one content of several pieces of memory without copying them.</summary>
internal static class JoinedBytes
{
    /// <summary>Joins pieces.</summary>
    /// <param name="pieces">The pieces, in order; empty ones are left out.</param>
    /// <returns>Their bytes, one piece after the other.</returns>
    public static ReadOnlySequence<byte> Of(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Piece? first = null;
        Piece? last = null;
        foreach (var piece in pieces.Where(piece => !piece.IsEmpty))
        {
            last = new Piece(piece, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>The pieces of a content.</summary>
    /// <param name="content">The content.</param>
    /// <returns>Its pieces, in order.</returns>
    public static IEnumerable<ReadOnlyMemory<byte>> Pieces(this ReadOnlySequence<byte> content)
    {
        foreach (var piece in content)
        {
            yield return piece;
        }
    }

    /// <summary>The same content with other bytes at one place; the original's memory stays as it is.</summary>
    /// <param name="content">The content.</param>
    /// <param name="at">Where the bytes go, offset in bytes.</param>
    /// <param name="bytes">The bytes; they end inside the content.</param>
    /// <returns>The changed content.</returns>
    public static ReadOnlySequence<byte> Replace(this ReadOnlySequence<byte> content, long at, ReadOnlyMemory<byte> bytes) =>
        Of([.. content.Slice(0, at).Pieces(), bytes, .. content.Slice(at + bytes.Length).Pieces()]);

    /// <summary>All of it in one piece; copied only where it is in several.</summary>
    /// <param name="content">The content.</param>
    /// <returns>The bytes.</returns>
    public static ReadOnlyMemory<byte> InOnePiece(this ReadOnlySequence<byte> content) =>
        content.IsSingleSegment ? content.First : content.ToArray();

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is not null)
            {
                before.Next = this;
                RunningIndex = before.RunningIndex + before.Memory.Length;
            }
        }
    }
}
