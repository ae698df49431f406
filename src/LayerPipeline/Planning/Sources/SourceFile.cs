using System.Security.Cryptography;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>A file, or a text of a request, that names requirements.</summary>
/// <param name="Name">What messages call it: the path as it was written, or <c>requirements</c> for the request's field.</param>
/// <param name="Text">Its text, without a byte order mark.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
public sealed record SourceFile(string Name, string Text, string Sha256)
{
    /// <summary>The full path by which two files are one; null for a text of a request, beside which there are no files.</summary>
    public string? Location { get; init; }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="location">Its full path.</param>
    /// <param name="bytes">Its bytes, at most 8 MiB: UTF-8, or another encoding of which a byte order mark or pip's coding line tells.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InvalidRequestException">It is too large, or is not text.</exception>
    public static SourceFile Read(string name, string location, ReadOnlySpan<byte> bytes) =>
        new(name, SourceEncoding.Decode(name, bytes), Digest(bytes)) { Location = location };

    /// <summary>The text of a request's field.</summary>
    internal static SourceFile Inline(string text) =>
        new(InlineName, text.TrimStart('\uFEFF'), Digest(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>The request's field.</summary>
    internal const string InlineName = "requirements";

    private static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
