using LayerPipeline.Planning;

namespace LayerPipeline.Local.Interpreters;

/// <summary>The interpreter that installs, and whether it can also prove.</summary>
/// <param name="Interpreter">The interpreter.</param>
/// <param name="WhyUnproven">Why nothing can be probed with it; null where the layer will be proven.</param>
public sealed record InterpreterChoice(Interpreter Interpreter, string? WhyUnproven)
{
    /// <summary>Whether its bytecode is that of the runtime: the same version of Python, on any machine.</summary>
    /// <param name="target">The runtime that is built for.</param>
    /// <returns>True where it is.</returns>
    public bool Compiles(RuntimeTarget target) => string.Equals(Interpreter.Minor, target.Runtime.Python, StringComparison.Ordinal);

    /// <summary>Chooses an interpreter for a build: one with pip.</summary>
    /// <param name="target">The runtime that is built for.</param>
    /// <param name="named">What <c>--interpreter</c> says, or null.</param>
    /// <param name="allowUnproven">Whether <c>--unproven</c> was given.</param>
    /// <param name="search">Where to look.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="CommandLineException">None fits; the message lists those that were found.</exception>
    public static async Task<InterpreterChoice> MakeAsync(
        RuntimeTarget target,
        string? named,
        bool allowUnproven,
        InterpreterSearch search,
        CancellationToken cancellationToken
    )
    {
        var python = target.Runtime.Python;
        var candidates = await CandidatesAsync(python, named, search, cancellationToken);
        var withPip = candidates.Where(candidate => candidate.HasPip).ToList();
        if (withPip.Find(candidate => candidate.CanProve(python, target.Architecture)) is { } proving)
        {
            return new InterpreterChoice(proving, WhyUnproven: null);
        }

        if (withPip.Find(candidate => string.Equals(candidate.Minor, python, StringComparison.Ordinal)) is { } same)
        {
            return new InterpreterChoice(
                same,
                $"this machine's Python {same.Version} ({same.System}, {same.Machine}) can't run the contents of a layer for {target.Architecture}"
            );
        }

        var others = named is null ? await search.FindAsync(python: null, cancellationToken) : candidates;
        return allowUnproven && others.FirstOrDefault(other => other.HasPip) is { } any
            ? new InterpreterChoice(
                any,
                $"Python {python} is not installed on this machine; the pip of Python {any.Version} installs for it instead"
            )
            : throw NotToInstall(python, named, others);
    }

    /// <summary>Chooses an interpreter that probes a finished layer; unlike one that installs it needs no pip.</summary>
    /// <param name="target">The runtime that the layer is for.</param>
    /// <param name="named">What <c>--interpreter</c> says, or null.</param>
    /// <param name="allowUnproven">Whether <c>--unproven</c> was given.</param>
    /// <param name="search">Where to look.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The interpreter; with consent null, and why nothing can be probed.</returns>
    /// <exception cref="CommandLineException">None fits, and there is no consent; the message lists those that were found.</exception>
    public static async Task<(Interpreter? Interpreter, string? WhyUnproven)> ToProbeAsync(
        RuntimeTarget target,
        string? named,
        bool allowUnproven,
        InterpreterSearch search,
        CancellationToken cancellationToken
    )
    {
        var python = target.Runtime.Python;
        var candidates = await CandidatesAsync(python, named, search, cancellationToken);
        if (candidates.FirstOrDefault(candidate => candidate.CanProve(python, target.Architecture)) is { } proving)
        {
            return (proving, null);
        }

        var wanted = $"Python {python} for {target.Architecture} on Linux";
        var why = named is null ? $"no {wanted} was found" : $"'{named}' is not {wanted}";
        var found = named is null ? await search.FindAsync(python: null, cancellationToken) : candidates;
        return allowUnproven
            ? (null, why)
            : throw Missing(
                $"The layer can't be imported here: {why}",
                found.Select(one => $"{one} ({one.System}, {one.Machine})"),
                python,
                "choose one with --interpreter, or add --unproven to check only the archive and import nothing."
            );
    }

    private static async Task<IReadOnlyList<Interpreter>> CandidatesAsync(
        string python,
        string? named,
        InterpreterSearch search,
        CancellationToken cancellationToken
    ) => named is null ? await search.FindAsync(python, cancellationToken) : [await InterpreterSearch.AskAsync(named, cancellationToken)];

    private static CommandLineException NotToInstall(string python, string? named, IReadOnlyList<Interpreter> others) =>
        named is not null && others is [{ HasPip: false } without]
            ? new($"--interpreter: Python {without} has no pip. Run '{without.Path} -m ensurepip', or choose another interpreter.")
            : Missing(
                named is null ? $"No Python {python} with pip was found" : $"--interpreter: '{named}' is not Python {python}",
                others.Select(other => other.HasPip ? $"{other}" : $"{other} (no pip)"),
                python,
                "choose one with --interpreter, choose an installed version with --python, "
                    + "or add --unproven to install with another Python's pip and probe nothing."
            );

    private static CommandLineException Missing(string problem, IEnumerable<string> found, string python, string otherwise)
    {
        var list = string.Join(", ", found.DefaultIfEmpty("none"));
        return new CommandLineException(
            $"{problem}. Found: {list}.\n"
                + $"Install Python {python} (for example 'uv python install {python}' or 'pyenv install {python}'), {otherwise}"
        );
    }
}
