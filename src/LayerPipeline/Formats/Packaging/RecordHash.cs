using System.Buffers.Text;
using System.Security.Cryptography;

namespace LayerPipeline.Formats.Packaging;

/// <summary>
/// Hashes as a RECORD has them: an algorithm, <c>=</c>, and the digest in URL-safe Base64 without padding.
/// Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file.
/// </summary>
internal static class RecordHash
{
    /// <summary>Whether a content is the one that a hash is of.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="content">The content.</param>
    /// <returns>Whether it is; false where the algorithm is not one that RECORDs may use.</returns>
    public static bool IsOf(string hash, ReadOnlySpan<byte> content)
    {
        var parts = hash.Split('=', 2);
        return parts.Length == 2
            && Digest(parts[0], content) is { } digest
            && string.Equals(parts[1].TrimEnd('='), Base64Url.EncodeToString(digest), StringComparison.Ordinal);
    }

    /// <summary>The hash of a content whose digest is known.</summary>
    /// <param name="digest">Its SHA-256.</param>
    /// <returns>The hash as a RECORD has it.</returns>
    public static string OfSha256(ReadOnlySpan<byte> digest) => $"sha256={Base64Url.EncodeToString(digest)}";

    private static byte[]? Digest(string algorithm, ReadOnlySpan<byte> content) =>
        algorithm switch
        {
            "sha256" => SHA256.HashData(content),
            "sha384" => SHA384.HashData(content),
            "sha512" => SHA512.HashData(content),
            _ => null,
        };
}
