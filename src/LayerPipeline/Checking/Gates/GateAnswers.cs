namespace LayerPipeline.Checking.Gates;

/// <summary>A gate's answers, with its name and subject.</summary>
internal static class GateAnswers
{
    /// <summary>Nothing to complain about.</summary>
    public static GateResult Pass(this IGate gate, string measured) => Answer(gate, GateStatus.Pass, measured, "");

    /// <summary>Works, or may work; a user should know.</summary>
    public static GateResult Warn(this IGate gate, string measured, string message) => Answer(gate, GateStatus.Warn, measured, message);

    /// <summary>Would not work; nothing is published.</summary>
    public static GateResult Fail(this IGate gate, string measured, string message) => Answer(gate, GateStatus.Fail, measured, message);

    /// <summary>An answer whose status is known only at run time.</summary>
    public static GateResult Answer(this IGate gate, GateStatus status, string measured, string message) =>
        new()
        {
            Gate = gate.Name,
            Topic = gate.Subject,
            Status = status,
            Measured = measured,
            Message = message,
        };
}
