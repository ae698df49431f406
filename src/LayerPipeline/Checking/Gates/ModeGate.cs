using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Checking.Gates;

/// <summary>Every file readable by all: functions run as a user of their own, not as the owner of the layer's files.</summary>
internal sealed class ModeGate : IGate
{
    private const int ReadByAll = 0x4; // o+r

    /// <inheritdoc />
    public string Name => "modes";

    /// <inheritdoc />
    public GateSubject Subject => GateSubject.Entries;

    /// <inheritdoc />
    public IEnumerable<GateResult> Check(LayerFacts layer)
    {
        var closed = layer.Files.Where(file => file.Mode != 0 && !UnixMode.IsLink(file.Mode) && (file.Mode & ReadByAll) == 0).ToList();
        var measured = $"{closed.Count} of {layer.Files.Count} entries not readable by everyone";
        yield return closed is [var first, ..]
            ? this.Fail(
                measured,
                $"'{first.Name}' has mode 0{Convert.ToString(first.Mode & 0xFFF, 8)}; functions get 'permission denied'. "
                    + "Run chmod -R a+rX on the folder and zip it again."
            )
            : this.Pass(measured);
    }
}
