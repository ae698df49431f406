using LayerPipeline.Pruning.Passes;
using LayerPipeline.Tests.Formats.Elf;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Pruning.Passes;

public sealed class BinaryTrimmerTests
{
    private const string Path = "python/a/b.so";

    [Theory]
    [InlineData(BinaryTier.Trim)]
    [InlineData(BinaryTier.Kernels)]
    public void A_library_is_packed(BinaryTier upTo)
    {
        var original = new ElfBuilder { StalePages = 1 }.Build();

        var trimmed = BinaryTrimmer.Trim(Path, original, upTo, "x86_64");

        (trimmed.Tier, trimmed.Reason, trimmed.SavedBytes).ShouldBe((BinaryTier.Trim, null, original.Length - trimmed.Content.Length));
    }

    [Fact]
    public void A_text_file_stays_without_a_reason()
    {
        var trimmed = BinaryTrimmer.Trim(Path, "GROUP ( libc.so.6 ) /* a linker script */"u8.ToArray(), BinaryTier.Trim, "x86_64");

        (trimmed.IsChanged, trimmed.Tier, trimmed.Reason).ShouldBe((false, null, null));
    }

    [Fact]
    public void A_refused_library_stays_with_its_reason()
    {
        var original = new ElfBuilder { Type = 2 }.Build();

        var trimmed = BinaryTrimmer.Trim(Path, original, BinaryTier.Trim, "x86_64");

        trimmed.Content.ToArray().ShouldBe(original);
        trimmed.Reason.ShouldBe("it is no shared object");
    }

    [Fact]
    public void A_library_that_fails_verification_stays_with_its_reason()
    {
        // Needs versions of a library that is not in DT_NEEDED.
        var original = new ElfBuilder { VersionNeeds = [("libz.so.1", "ZLIB_1.2.0")] }.Build();

        var trimmed = BinaryTrimmer.Trim(Path, original, BinaryTier.Trim, "x86_64");

        (trimmed.IsChanged, trimmed.Tier).ShouldBe((false, null));
        trimmed.Reason.ShouldNotBeNull().ShouldContain("failed verification: versions of libz.so.1");
    }
}
