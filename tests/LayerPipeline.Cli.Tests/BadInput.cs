namespace LayerPipeline.Cli.Tests;

/// <summary>A command line that can't be done.</summary>
/// <param name="ExitCode">How it ends.</param>
/// <param name="Arguments">The arguments; {python} and {minor} are those of an interpreter of this machine.</param>
/// <param name="Cause">What the message says about the cause.</param>
/// <param name="Next">What the message says about the next step.</param>
internal sealed record BadInput(int ExitCode, string Arguments, string Cause, string Next)
{
    public bool NeedsPython => Arguments.Contains("{python}", StringComparison.Ordinal);

    /// <summary>The arguments one by one; those with spaces stand between bars.</summary>
    public string[] Split(string python, string minor) =>
        [
            .. Arguments
                .Split('|')
                .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(part =>
                    part.Replace("{python}", python, StringComparison.Ordinal).Replace("{minor}", minor, StringComparison.Ordinal)
                ),
        ];
}
