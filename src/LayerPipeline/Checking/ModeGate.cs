using LayerPipeline.Formats.Archives;

namespace LayerPipeline.Checking;

/// <summary>Every file readable by all: functions run as a user of their own, not as the owner of the layer's files.</summary>
public sealed class ModeGate : IGate
{
    private const int ReadByAll = 0x4; // o+r

    /// <inheritdoc />
    public GateResult Check(LayerFacts layer)
    {
        var closed = layer.Files.Where(file => file.Mode != 0 && !UnixMode.IsLink(file.Mode) && (file.Mode & ReadByAll) == 0).ToList();
        return new GateResult
        {
            Gate = "modes",
            Status = closed.Count == 0 ? GateStatus.Pass : GateStatus.Fail,
            Measured = $"{closed.Count} of {layer.Files.Count} entries not readable by all",
            Message =
                closed.Count == 0
                    ? ""
                    : $"'{closed[0].Name}' has mode 0{Convert.ToString(closed[0].Mode & 0xFFF, 8)}; functions get 'permission denied'. "
                        + "Run chmod -R a+rX on the folder and pack it again.",
        };
    }
}
