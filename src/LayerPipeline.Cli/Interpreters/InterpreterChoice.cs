using LayerPipeline.Cli.Output;
using LayerPipeline.Planning;

namespace LayerPipeline.Cli.Interpreters;

/// <summary>The interpreter that installs, and whether it can also prove.</summary>
/// <param name="Interpreter">The interpreter.</param>
/// <param name="WhyUnproven">Why nothing can be probed with it; null where the layer will be proven.</param>
public sealed record InterpreterChoice(Interpreter Interpreter, string? WhyUnproven)
{
    /// <summary>Chooses an interpreter for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="named">What <c>--interpreter</c> says, or null.</param>
    /// <param name="allowUnproven">Whether <c>--unproven</c> was given.</param>
    /// <param name="search">Where to look.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="CommandLineException">None fits; the message lists those that were found.</exception>
    public static async Task<InterpreterChoice> MakeAsync(
        BuildPlan plan,
        string? named,
        bool allowUnproven,
        InterpreterSearch search,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Interpreter> candidates = named is null
            ? await search.FindAsync(plan.Runtime.Python, cancellationToken)
            : [await InterpreterSearch.AskAsync(named, cancellationToken)];
        var withPip = candidates.Where(candidate => candidate.HasPip).ToList();
        if (withPip.Find(candidate => candidate.CanProve(plan.Runtime.Python, plan.Architecture)) is { } proving)
        {
            return new InterpreterChoice(proving, WhyUnproven: null);
        }

        var others = named is null ? await search.FindAsync(python: null, cancellationToken) : candidates;
        if (withPip.Find(candidate => string.Equals(candidate.Minor, plan.Runtime.Python, StringComparison.Ordinal)) is { } same)
        {
            return new InterpreterChoice(
                same,
                $"Python {same.Version} of this machine ({same.System}, {same.Machine}) can't run what a {plan.Architecture} layer holds"
            );
        }

        var any = others.FirstOrDefault(other => other.HasPip);
        return allowUnproven && any is not null
            ? new InterpreterChoice(
                any,
                $"Python {plan.Runtime.Python} is not on this machine; pip of Python {any.Version} installs for it"
            )
            : throw new CommandLineException(Missing(plan, named, others));
    }

    private static string Missing(BuildPlan plan, string? named, IReadOnlyList<Interpreter> others)
    {
        var python = plan.Runtime.Python;
        if (named is not null && others is [{ HasPip: false } without])
        {
            return $"--interpreter: Python {without} has no pip. Run '{without.Path} -m ensurepip', or name another interpreter.";
        }

        var found =
            others.Count == 0 ? "none at all" : string.Join(", ", others.Select(other => other.HasPip ? $"{other}" : $"{other} (no pip)"));
        var subject = named is null ? $"No Python {python} with pip was found" : $"--interpreter: '{named}' is not Python {python}";
        return $"{subject}. Found: {found}.\n"
            + $"Install Python {python} (for example 'uv python install {python}' or 'pyenv install {python}'), name one with --interpreter, "
            + $"ask for a version that is here with --python, or add --unproven to install with another Python's pip and probe nothing.";
    }
}
