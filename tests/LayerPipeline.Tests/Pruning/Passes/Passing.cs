using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes;
using LayerPipeline.Tests.Formats.Archives;

namespace LayerPipeline.Tests.Pruning.Passes;

/// <summary>Sends one library, of which no other one is known, through the passes.</summary>
internal static class Passing
{
    public static LayerLibraries Nothing(string architecture) => new(new MemoryFile(ReadOnlyMemory<byte>.Empty), [], architecture);

    public static async Task<PreparedPasses> PrepareAsync(Tier upTo, string architecture) =>
        (await LibraryPasses.PrepareAsync(upTo, Nothing(architecture), TestContext.Current.CancellationToken))!;

    public static async Task<LibraryDraft> ThroughAsync(string path, ReadOnlyMemory<byte> library, Tier upTo, string architecture) =>
        (await PrepareAsync(upTo, architecture)).Apply(path, library);
}
