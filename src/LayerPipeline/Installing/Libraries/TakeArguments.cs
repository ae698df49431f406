using LayerPipeline.Formats.Elf;
using LayerPipeline.Planning;

namespace LayerPipeline.Installing.Libraries;

/// <summary>ARGS.json of <c>python probe/take.py ARGS.json RESULT.json</c>.</summary>
public sealed record TakeArguments
{
    /// <summary>The folder of the packages; the folder lib beside it is filled.</summary>
    public required string Root { get; init; }

    /// <summary>What the request's <c>systemLibraries</c> says.</summary>
    public required IReadOnlyList<string> Wanted { get; init; }

    /// <summary>Names of the libraries that the runtime has: these are never taken.</summary>
    public required IReadOnlyList<string> RuntimeLibraries { get; init; }

    /// <summary>e_machine of the layer's architecture.</summary>
    public required int Machine { get; init; }

    /// <summary>Makes the arguments of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="root">The folder of the packages.</param>
    /// <returns>The arguments.</returns>
    public static TakeArguments Of(BuildPlan plan, string root) =>
        new()
        {
            Root = root,
            Wanted = plan.Request.SystemLibraries,
            RuntimeLibraries = plan.ProbeArguments.RuntimeLibraries ?? [],
            Machine = (int)(plan.Architecture == "arm64" ? ElfMachine.Arm64 : ElfMachine.X64),
        };
}
