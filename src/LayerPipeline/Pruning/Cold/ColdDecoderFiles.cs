using LayerPipeline.Formats.Archives;
using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Pipeline;

namespace LayerPipeline.Pruning.Cold;

/// <summary>What a layer needs to inflate a store: a codec, and the files of a decoder where Python has none of its own.</summary>
/// <param name="Codec">The codec.</param>
/// <param name="Files">Entries of the layer.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record ColdDecoderFiles(ColdCodec Codec, IReadOnlyList<(string Name, byte[] Content)> Files, long Bytes)
{
    /// <summary>Takes the decoder that Install left; zlib where it left none and Python needs one.</summary>
    /// <param name="run">The run.</param>
    /// <param name="python">The runtime's version.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The files.</returns>
    /// <exception cref="InvalidArchiveException">decoder.zip is damaged.</exception>
    public static async Task<ColdDecoderFiles> ReadAsync(IRunStore run, string python, CancellationToken cancellationToken)
    {
        var own = Version.Parse(python) >= Version.Parse(ColdDecoder.Default.OwnSince);
        await using var archive = own ? null : await run.OpenAsync(RunFiles.Decoder, cancellationToken);
        if (archive is null)
        {
            return new ColdDecoderFiles(own ? ColdCodec.Zstd : ColdCodec.Zlib, [], 0);
        }

        var directory = await ZipDirectory.ReadAsync(archive, limits: null, cancellationToken);
        var files = await EntryContent
            .SelectAsync(archive, directory.Entries, (entry, content) => (ColdNames.Folder + entry.Name, content), cancellationToken)
            .ToListAsync(cancellationToken);
        files.Sort((one, other) => string.CompareOrdinal(one.Item1, other.Item1));
        return new ColdDecoderFiles(ColdCodec.Zstd, files, files.Sum(file => (long)file.content.Length));
    }

    /// <summary>What there would be if the request wanted a store.</summary>
    /// <param name="python">The runtime's version.</param>
    /// <returns>No files, but their bytes.</returns>
    public static ColdDecoderFiles Expected(string python)
    {
        var own = Version.Parse(python) >= Version.Parse(ColdDecoder.Default.OwnSince);
        var isTaken = ColdDecoder.Default.IsFor(python);
        return new ColdDecoderFiles(own || isTaken ? ColdCodec.Zstd : ColdCodec.Zlib, [], isTaken && !own ? ColdDecoder.Default.Bytes : 0);
    }
}
