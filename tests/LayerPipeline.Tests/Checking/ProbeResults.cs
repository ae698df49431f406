using LayerPipeline.Probing;

namespace LayerPipeline.Tests.Checking;

/// <summary>Probes as small as a test needs them.</summary>
internal static class ProbeResults
{
    public static ProbeResult Ok(string id) =>
        new()
        {
            Id = id,
            Distribution = "pkg",
            Status = "ok",
        };

    public static ProbeResult Failed(string id, ProbeError error) => Ok(id) with { Status = "error", Error = error };

    public static ProbeError Error(string type, string message = "message") => new() { Type = type, Message = message };

    public static ProbeReport Report(ProbeResult[] modules, ProbeResult[] behaviours) =>
        new()
        {
            Python = "3.13.0",
            Machine = "x86_64",
            Modules = modules,
            Behaviours = behaviours,
        };
}
