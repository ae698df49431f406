using LayerPipeline.Checking.Gates;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Probing;

namespace LayerPipeline.Checking.Baselines;

/// <summary>Whether each distribution that was asked for works as pip left it.</summary>
internal sealed class RequestedGate(BaselineFacts facts)
{
    private const string Name = "requested";

    private readonly FailureRemedies _remedies = new(facts);

    /// <summary>Asks the gate.</summary>
    /// <returns>Failed where one does not work and the request does not accept it.</returns>
    public GateResult Check()
    {
        var problems = facts
            .Requested.Select(name => (Name: name, Problem: ProblemOf(name)))
            .Where(found => found.Problem is not null)
            .ToList();
        var refused = problems.Where(found => !IsAccepted(found.Name)).ToList();
        var lines = (refused.Count > 0 ? refused : problems).Select(found => $"{found.Name}: {found.Problem}");
        return new GateResult
        {
            Gate = Name,
            Topic = GateSubject.Probe,
            Status =
                refused.Count > 0 ? GateStatus.Fail
                : problems.Count > 0 ? GateStatus.Warn
                : GateStatus.Pass,
            Measured =
                $"{facts.Requested.Count - problems.Count - facts.Untried.Count} of {Plural.Of(facts.Requested.Count, "requested distribution works", "requested distributions work")} before pruning"
                + (facts.Untried.Count == 0 ? "" : $"; {MessageText.List(facts.Untried)} can be tried on AWS only"),
            Message = string.Join("\n", refused.Count > 0 ? lines.Append(Next(refused[0].Name)) : lines),
        };
    }

    private bool IsAccepted(string distribution) =>
        facts.MayBeBroken(distribution) || WorksByAnother(distribution) || IsForNoFunction(distribution);

    private static string Next(string name) =>
        $"If the function does without it, --allow-broken {name} (allowBroken in a request) builds the layer all the same.";

    /// <summary>
    /// Whether nothing of it fails but what is in packages that were overwritten, and those in their place import: then what was asked for
    /// is there in part, and the gate for shared files warns.
    /// </summary>
    private bool WorksByAnother(string distribution)
    {
        var others = facts.Overwritten(distribution).Where(module => module.Ok).ToList();
        return others.Count > 0
            && FailedOf(distribution).All(module => others.Exists(other => module.Id.StartsWith(other.Id + '.', StringComparison.Ordinal)));
    }

    /// <summary>Whether it never had a module, and what it had instead was removed: stubs for type checkers, say.</summary>
    private bool IsForNoFunction(string distribution) => !ModulesOf(distribution).Any() && facts.RemovedBy(distribution).Count > 0;

    private IEnumerable<ProbeResult> ModulesOf(string distribution) =>
        facts.Baseline.Modules.Where(module => module.Distribution == distribution);

    private IEnumerable<ProbeResult> FailedOf(string distribution) =>
        ModulesOf(distribution).Where(module => !module.Ok && !facts.IsLeftToRuntime(module));

    private string? ProblemOf(string distribution)
    {
        var modules = ModulesOf(distribution).ToList();
        if (modules.Count == 0)
        {
            return OfNoModules(distribution);
        }

        var failed = FailedOf(distribution).ToList();
        if (failed.Count == 0)
        {
            return null;
        }

        if (failed.Count == modules.Count || failed.Exists(module => LeftToRuntime.IsNamedAs(module, distribution)))
        {
            return _remedies.Describe(distribution, failed.Find(module => LeftToRuntime.IsNamedAs(module, distribution)) ?? failed[0]);
        }

        return failed.Find(module => MissingModules.Shipped.Find(module) is { BreaksByPart: true }) is { } undeclared
            ? _remedies.Describe(distribution, undeclared)
            : null;
    }

    /// <summary>What is for no function is no fault; but who asks for it gets nothing.</summary>
    private string? OfNoModules(string distribution)
    {
        if (facts.BringsOthers(distribution))
        {
            return null;
        }

        if (facts.RemovedBy(distribution) is { Count: > 0 } rules)
        {
            return $"a function imports nothing of it, and the layer has nothing of it but its metadata (removed by {MessageText.List(rules)}). "
                + "Leave it out, or keep what is needed with --keep.";
        }

        return facts.HasContents(distribution)
            ? null
            : "nothing of it is there but its metadata. Leave it out, or ask for a version with contents for this Python.";
    }
}
