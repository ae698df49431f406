using System.Text;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Tests.Planning.Sources;

/// <summary>Reads sources as a command line does, from files in memory.</summary>
internal static class Sourcing
{
    public static readonly DateOnly Today = new(2026, 11, 28);

    public static SourceTarget Target(string python = "3.13", string architecture = "x86_64") =>
        new(new LayerRequest(), RuntimeCatalog.Default.Find(python)!, RuntimeCatalog.Default.FindArchitecture(architecture)!);

    /// <summary>The plan of one file.</summary>
    public static BuildPlan Plan(string name, string text, LayerRequest? request = null) =>
        Plan(new MemoryFiles { [name] = text }, name, request);

    /// <summary>The plan of a file among others.</summary>
    public static BuildPlan Plan(MemoryFiles files, string name, LayerRequest? request = null) =>
        new Planner().Plan(Full(request), RequestSources.Read([files.File(name)], files), Today)[0];

    /// <summary>The plan of a file's bytes.</summary>
    public static BuildPlan Plan(string name, byte[] bytes) =>
        new Planner().Plan(Full(null), RequestSources.Read([SourceFile.Read(name, "/" + name, bytes)], new MemoryFiles()), Today)[0];

    /// <summary>Names and versions that a plan asks pip for.</summary>
    public static IReadOnlyList<string> Pins(this BuildPlan plan) =>
        [.. plan.RequirementsText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Hash(char digit) => "sha256:" + new string(digit, 64);

    private static LayerRequest Full(LayerRequest? request)
    {
        var asked = request ?? new LayerRequest();
        return asked.Python.Count > 0 ? asked : asked with { Python = ["3.13"] };
    }
}
