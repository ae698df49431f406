using System.Buffers;
using CsCheck;
using LayerPipeline.Foundation.Files;
using Shouldly;

namespace LayerPipeline.Tests.Foundation.Files;

public sealed class JoinedBytesTests
{
    private static readonly Gen<byte[][]> SomePieces = Gen.Byte.Array[0, 5].Array[0, 6];

    private static ReadOnlySequence<byte> Join(byte[][] pieces) => JoinedBytes.Of(pieces.Select(piece => new ReadOnlyMemory<byte>(piece)));

    [Fact]
    public void Pieces_give_their_bytes_one_after_the_other() =>
        SomePieces.Sample(pieces => Join(pieces).ToArray().ShouldBe(pieces.SelectMany(piece => piece)));

    [Fact]
    public void Replaced_bytes_stand_in_their_place_and_nowhere_else() =>
        Gen.Select(SomePieces, Gen.Byte.Array[0, 4], Gen.Int[0, 30])
            .Sample(
                (pieces, bytes, at) =>
                {
                    byte[] expected = [.. pieces.SelectMany(piece => piece), .. new byte[34]];
                    var content = Join([.. pieces, new byte[34]]);
                    bytes.CopyTo(expected, at);

                    content.Replace(at, bytes).ToArray().ShouldBe(expected);
                }
            );

    [Fact]
    public void The_memory_that_is_joined_stays_as_it_is()
    {
        byte[] piece = [1, 2, 3];

        Join([piece]).Replace(1, new byte[] { 9 }).ToArray().ShouldBe([1, 9, 3]);

        piece.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Only_content_in_several_pieces_is_copied_to_be_in_one()
    {
        var piece = new ReadOnlyMemory<byte>([1, 2, 3]);

        JoinedBytes.Of([piece]).InOnePiece().Equals(piece).ShouldBeTrue();
        Join([
                [1],
                [2, 3],
            ])
            .InOnePiece()
            .ToArray()
            .ShouldBe([1, 2, 3]);
    }
}
