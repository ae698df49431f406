using LayerPipeline.Cli.Output;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Interpreters;

/// <summary>The interpreter that probes a finished layer; unlike one that installs it needs no pip.</summary>
/// <param name="Interpreter">The interpreter; null where nothing can be probed.</param>
/// <param name="WhyUnproven">Why nothing can be probed; null where the layer is.</param>
internal sealed record ProbingInterpreter(Interpreter? Interpreter, string? WhyUnproven)
{
    /// <summary>Finds an interpreter that runs what the plan's runtime runs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="named">What <c>--interpreter</c> says, or null.</param>
    /// <param name="allowUnproven">Whether <c>--unproven</c> was given.</param>
    /// <param name="search">Where to look.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The interpreter, or with consent none.</returns>
    /// <exception cref="CommandLineException">None fits, and there is no consent; the message lists those that were found.</exception>
    public static async Task<ProbingInterpreter> FindAsync(
        BuildPlan plan,
        string? named,
        bool allowUnproven,
        InterpreterSearch search,
        CancellationToken cancellationToken
    )
    {
        var (python, architecture) = (plan.Runtime.Python, plan.Architecture);
        IReadOnlyList<Interpreter> candidates = named is null
            ? await search.FindAsync(python, cancellationToken)
            : [await InterpreterSearch.AskAsync(named, cancellationToken)];
        if (candidates.FirstOrDefault(candidate => candidate.CanProve(python, architecture)) is { } proving)
        {
            return new ProbingInterpreter(proving, WhyUnproven: null);
        }

        var wanted = $"Python {python} for {architecture} on Linux";
        var why = named is null ? $"no {wanted} was found" : $"'{named}' is no {wanted}";
        var found = named is null ? await search.FindAsync(python: null, cancellationToken) : candidates;
        return allowUnproven ? new ProbingInterpreter(Interpreter: null, why) : throw new CommandLineException(Missing(plan, why, found));
    }

    private static string Missing(BuildPlan plan, string why, IReadOnlyList<Interpreter> found)
    {
        var python = plan.Runtime.Python;
        var list = string.Join(", ", found.Select(one => $"{one} ({one.System}, {one.Machine})"));
        return $"The layer can't be imported here: {why}. Found: {(found.Count == 0 ? "none at all" : list)}.\n"
            + $"Install Python {python} (for example 'uv python install {python}' or 'pyenv install {python}') on a machine of that kind, "
            + "name one with --interpreter, or add --unproven to check the archive alone and import nothing.";
    }
}
