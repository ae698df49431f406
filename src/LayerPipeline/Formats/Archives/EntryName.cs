using System.Text;

namespace LayerPipeline.Formats.Archives;

/// <summary>Which names an archive's entries may have, so that nothing lands outside the folder they are unpacked into.</summary>
internal static class EntryName
{
    /// <summary>Bytes of one part of a path that Linux' file systems take: NAME_MAX, limits.h.</summary>
    private const int PartBytes = 255;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a name and checks it.</summary>
    /// <param name="bytes">The name's bytes.</param>
    /// <returns>The name.</returns>
    /// <exception cref="InvalidArchiveException">The name is not UTF-8, absolute, or climbs out.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var name = Strict.GetString(bytes);
            Check(name);
            return name;
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidArchiveException(
                $"An entry's name is not UTF-8: {Convert.ToHexString(bytes[..Math.Min(bytes.Length, 32)])}.",
                e
            );
        }
    }

    /// <summary>Checks a name.</summary>
    /// <param name="name">The name, <c>/</c> between the parts; a trailing one stands for a folder.</param>
    /// <exception cref="InvalidArchiveException">The name is empty, absolute, climbs out, or has a part that is too long.</exception>
    public static void Check(string name)
    {
        if (Problem(name) is { } problem)
        {
            throw new InvalidArchiveException($"Entry '{Shorten(name)}' {problem}. Names must be relative, with '/' between plain parts.");
        }
    }

    private static string? Problem(string name)
    {
        if (name.Length == 0)
        {
            return "has no name";
        }

        if (name[0] == '/')
        {
            return "has an absolute name";
        }

        if (name.AsSpan().ContainsAny('\\', '\0'))
        {
            return "has a backslash or a NUL in its name";
        }

        // Windows takes "C:x" and "C:/x" for another drive's.
        if (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]))
        {
            return "begins with a drive's letter";
        }

        var rest = name.AsSpan();
        if (rest[^1] == '/')
        {
            rest = rest[..^1];
        }

        foreach (var part in rest.Split('/'))
        {
            if (rest[part] is "" or "." or "..")
            {
                return "has an empty part, '.' or '..' in its name";
            }

            // No letter has more than three bytes for each of its chars.
            if (part.End.Value - part.Start.Value > PartBytes / 3 && Encoding.UTF8.GetByteCount(rest[part]) > PartBytes)
            {
                return $"has a part of more than {PartBytes} bytes in its name";
            }
        }

        return null;
    }

    private static string Shorten(string name) => (name.Length > 200 ? name[..200] + "..." : name).Replace('\0', '?');
}
