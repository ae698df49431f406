using System.Collections.Concurrent;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.RealWheels;

[Trait("Category", "RealWheels")]
public sealed class RealLibraryTests
{
    // What the published measurements of the method reached on these wheels' libraries, bytes.
    [Theory]
    [InlineData("numpy-1.26.4-*x86_64.whl", 2_700_000)]
    [InlineData("scipy-1.13.0-*x86_64.whl", 8_000_000)]
    [InlineData("numpy-2.5.5-*x86_64.whl", 1_900_000)]
    [InlineData("scipy-1.18.1-*x86_64.whl", 9_500_000)]
    [InlineData("numpy-2.5.5-*aarch64.whl", 5_900_000)]
    [InlineData("cryptography-*.whl", 2_800_000)]
    public void Every_library_of_a_wheel_is_packed_and_verified(string pattern, long least)
    {
        var saved = new ConcurrentBag<long>();

        Parallel.ForEach(
            WheelFolder.Libraries(pattern),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            library =>
            {
                var result = ElfTrimmer.Pack(library.Content);
                result.Refusal.ShouldBeNull(library.Path);
                ElfVerifier.Verify(library.Content, result.Content).ShouldBeEmpty(library.Path);
                saved.Add(result.SavedBytes);
            }
        );

        saved.Sum().ShouldBeGreaterThan(least);
    }
}
