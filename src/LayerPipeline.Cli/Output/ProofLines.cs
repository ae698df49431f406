using LayerPipeline.Foundation.Messages;
using LayerPipeline.Recording;
using Spectre.Console;

namespace LayerPipeline.Cli.Output;

/// <summary>What a proof rests on and what it does not cover, below the line that says whether there is one.</summary>
internal static class ProofLines
{
    private const int Listed = 8;

    /// <summary>Writes the lines.</summary>
    public static void Write(IAnsiConsole console, Proof proof)
    {
        Write(
            console,
            $"It rests on {Plural.Of(proof.Modules, "imported module")} and {Plural.Of(proof.Behaviours, "executed behaviour")}{HeldBy(proof)}"
        );
        if (proof.Evidence.Count > 0)
        {
            Write(console, $"What is needed was found by {string.Join(", ", proof.Evidence)}");
        }

        if (proof.Unwatched is { } problem)
        {
            Write(console, $"What compiled code opens could not be watched, so it may need more: {problem}");
        }

        if (proof.OnlyImported.Count > 0)
        {
            Write(console, $"Only imported, since nothing more is known of what they are used for: {List(proof.OnlyImported)}");
        }

        if (proof.FailedBefore.Count > 0)
        {
            Write(console, $"Not covered, since it failed on the untouched packages: {List([.. proof.FailedBefore.Keys])}");
        }

        if (proof.OnAwsOnly.Count > 0)
        {
            Write(console, $"Proven on AWS only, since it needs what is left to the runtime: {List([.. proof.OnAwsOnly.Keys])}");
        }

        if (proof.Programs.Count > 0)
        {
            var programs = proof.Programs.Select(pair => $"{pair.Key} (started by {pair.Value})");
            Write(console, $"Programs of this machine that the runtime may not have: {List([.. programs])}");
        }

        if (proof.Environment.Count > 0)
        {
            var variables = proof.Environment.Select(pair => $"{pair.Key}={pair.Value}");
            Write(console, $"Set for the function, too, what the packages were tried with: {List([.. variables])}");
        }
    }

    private static string HeldBy(Proof proof) =>
        proof.HeldBy switch
        {
            "kernel" => ", with the kernel holding them to what a function may write and read",
            "python" => ", with Python alone holding them to what a function may write: this kernel has no Landlock",
            _ => "",
        };

    private static void Write(IAnsiConsole console, string line) => console.MarkupLineInterpolated($"  {line}.");

    private static string List(IReadOnlyList<string> items) =>
        string.Join(", ", items.Take(Listed)) + (items.Count > Listed ? $" and {items.Count - Listed} more" : "");
}
