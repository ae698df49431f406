using System.Security.Cryptography;
using Xunit;

namespace LayerPipeline.Testing;

/// <summary>Compares megabytes, for which an assertion that looks at each byte by itself takes a minute.</summary>
public static class LargeBytes
{
    public static void ShouldBeBytes(this byte[] actual, byte[] expected) =>
        Assert.True(actual.AsSpan().SequenceEqual(expected), $"{Describe(actual)} should be {Describe(expected)}");

    private static string Describe(byte[] bytes) => $"{bytes.Length} bytes with SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
