using LayerPipeline.Formats.Archives;
using LayerPipeline.Pipeline;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;

namespace LayerPipeline.Tests.Pruning.Splitting;

/// <summary>A library that has the memory for itself is read twice; what is written is what it would be otherwise.</summary>
public sealed class LargeLibraryTests
{
    private const int Large = (int)EntryContent.BytesAtATime;

    [Fact]
    public async Task A_large_library_that_becomes_smaller_has_its_original_in_the_pruned_archive()
    {
        var original = new ElfBuilder { TailJunk = Large }.Build();
        var run = await RawRun.OfAsync([Library("pkg/large.so", original), RawRun.Plain("pkg/__init__.py")]);

        await run.PruneAsync();

        (await ContentAsync(run, RunFiles.Pruned, "python/pkg/large.so")).ShouldBeBytes(original);
        (await ContentAsync(run, RunFiles.Layer, "python/pkg/large.so")).Length.ShouldBeLessThan(Large);
    }

    [Fact]
    public async Task A_large_library_that_stays_is_in_the_layer_as_it_was_and_nowhere_else()
    {
        byte[] damaged = [.. new ElfBuilder().Build()[..200], .. new byte[Large]];
        var run = await RawRun.OfAsync([Library("pkg/large.so", damaged), RawRun.Plain("pkg/__init__.py")]);

        await run.PruneAsync();

        (await ContentAsync(run, RunFiles.Layer, "python/pkg/large.so")).ShouldBeBytes(damaged);
        var pruned = await ZipDirectory.ReadAsync(new MemoryFile(run[RunFiles.Pruned]), limits: null, CancellationToken.None);
        pruned.Entries.ShouldNotContain(entry => entry.Name == "python/pkg/large.so");
    }

    private static TreeFile Library(string name, byte[] content) => new(name, content, Executable: true, Target: null);

    private static async Task<byte[]> ContentAsync(MemoryRun run, string archive, string name)
    {
        var file = new MemoryFile(run[archive]);
        var directory = await ZipDirectory.ReadAsync(file, limits: null, CancellationToken.None);
        return await EntryContent.ReadAsync(file, directory.Find(name).ShouldNotBeNull(), CancellationToken.None);
    }
}
