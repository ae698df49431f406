using LayerPipeline.Formats.Cold;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;
using LayerPipeline.Pruning.Rules;

namespace LayerPipeline.Planning;

/// <summary>Turns a request into plans, or says what is wrong with it. Nothing else runs before it is done.</summary>
/// <param name="catalog">The runtimes that exist.</param>
public sealed class Planner(RuntimeCatalog catalog)
{
    /// <summary>Makes a planner with the runtimes that come with this version.</summary>
    public Planner()
        : this(RuntimeCatalog.Default) { }

    /// <summary>Judges a request completely and fills in its defaults.</summary>
    /// <param name="request">The request, from JSON or from a command line.</param>
    /// <param name="today">The day by which runtimes are deprecated or not.</param>
    /// <returns>One plan per combination of Python and architecture, in the request's order, Python first.</returns>
    /// <exception cref="InvalidRequestException">A field is not as it must be; the message says what is allowed.</exception>
    public IReadOnlyList<BuildPlan> Plan(LayerRequest request, DateOnly today) => Plan(request, RequestSources.None, today);

    /// <summary>The same with files that name requirements, too.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sources">The files.</param>
    /// <param name="today">The day by which runtimes are deprecated or not.</param>
    /// <returns>As <see cref="Plan(LayerRequest, DateOnly)"/>.</returns>
    /// <exception cref="InvalidRequestException">A field or a line is not as it must be; the message says what is allowed.</exception>
    public IReadOnlyList<BuildPlan> Plan(LayerRequest request, RequestSources sources, DateOnly today)
    {
        RequestValidation.Check(request);
        sources.CheckHas(request.RequirementsFile);
        DataNames.Check(request.Data, RuleSet.Shipped);
        var choices = RuntimeChoice.Read(request, catalog);
        var needs = PlanNeeds.Of(request, sources);
        return [.. choices.Select(choice => Plan(request, needs, choice.Runtime, choice.Architecture, today))];
    }

    /// <summary>The same for a build on AWS of a request that names no file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="start">The day on which the build starts, in UTC.</param>
    /// <returns>As <see cref="Plan(LayerRequest, DateOnly)"/>.</returns>
    /// <exception cref="InvalidRequestException">As <see cref="PlanOnAws(LayerRequest, RequestSources, DateOnly)"/>.</exception>
    public IReadOnlyList<BuildPlan> PlanOnAws(LayerRequest request, DateOnly start) => PlanOnAws(request, RequestSources.None, start);

    /// <summary>The same for a build on AWS, which probes each layer in a function of its runtime.</summary>
    /// <param name="request">The request.</param>
    /// <param name="sources">The file that the request names, if it names one.</param>
    /// <param name="start">The day on which the build starts, in UTC.</param>
    /// <returns>As <see cref="Plan(LayerRequest, DateOnly)"/>.</returns>
    /// <exception cref="InvalidRequestException">
    /// A field is not as it must be, or no function can be created for a runtime any more; the message says what works instead.
    /// </exception>
    public IReadOnlyList<BuildPlan> PlanOnAws(LayerRequest request, RequestSources sources, DateOnly start)
    {
        var plans = Plan(request, sources, start);
        if (request.Installer is { IsUv: true, Version: null })
        {
            throw new InvalidRequestException(
                "installer",
                "uv",
                "names no version, and the build's image on AWS has no uv: it gets the one that is named. Give one, such as uv==0.8.4 ('uv "
                    + "--version' prints yours), or leave the field out: pip installs the same files of a lock, and uv.lock is read without uv"
            );
        }

        RuntimeChoice.CheckCreatable(request, catalog, start);
        if (
            request.SystemLibraries.Index().FirstOrDefault(library => SystemLibraryNames.IsPath(library.Item)) is
            { Item: { } path, Index: var index }
        )
        {
            throw new InvalidRequestException(
                $"systemLibraries[{index}]",
                path,
                "is a path, which only a build on one machine can read; give the library's name, such as libgomp.so.1, or use "
                    + "'layer-pipeline build'"
            );
        }

        return plans;
    }

    /// <summary>Judges a request for a layer that exists: all of it but its packages, which may be missing.</summary>
    /// <param name="request">The request.</param>
    /// <returns>One target per combination of Python and architecture, in the request's order, Python first.</returns>
    /// <exception cref="InvalidRequestException">A field is not as it must be; the message says what is allowed.</exception>
    public IReadOnlyList<RuntimeTarget> Targets(LayerRequest request)
    {
        RequestValidation.Check(request);
        DataNames.Check(request.Data, RuleSet.Shipped);
        return
        [
            .. RuntimeChoice
                .Read(request, catalog)
                .Select(choice => new RuntimeTarget(choice.Runtime, choice.Architecture.Name, request.Budget.Bytes)),
        ];
    }

    private static BuildPlan Plan(
        LayerRequest request,
        PlanNeeds needs,
        PythonRuntime runtime,
        LambdaArchitecture architecture,
        DateOnly today
    )
    {
        CheckSystemLibraries(request, runtime, architecture);
        var warnings = RuntimeChoice.Warnings(runtime, today).Concat(Warnings(request)).ToList();
        var found = needs.For(new SourceTarget(request, runtime, architecture), warnings);
        var provided = ProvidedPackages.Of(request, runtime);
        var names = provided.WithoutThem([.. found.Requirements.Where(item => item.IsDirect)], warnings);
        var name = request.Name ?? LayerNaming.Name(needs.Names);
        var platforms = architecture.Platforms(runtime.Glibc);
        var plan = new BuildPlan
        {
            Name = name,
            Request = Complete(
                request,
                name,
                LayerNaming.Description(found.Requirements, runtime.Python, architecture.Name),
                runtime,
                architecture
            ),
            RequirementsText = string.Concat(found.Requirements.Select(item => item.ToLine() + "\n")),
            ConstraintsText = found.Constraints.Count > 0 ? string.Concat(found.Constraints.Select(item => item.ToLine() + "\n")) : null,
            Sources = found.Sources,
            Requested = names,
            Provided = provided.Names,
            Runtime = runtime,
            Architecture = architecture.Name,
            Platforms = platforms,
            PipArguments = PipArguments.Own(platforms, request.AllowBuild),
            ForeignPipArguments = PipArguments.Foreign(runtime, platforms),
            ProbeArguments = ProbePlanning.Plan(request, names, runtime, architecture.Name) with { ProvidedModules = provided.Modules },
            BudgetBytes = request.Budget.Bytes,
            Decoder = request.ColdStore is { IsOff: false } && ColdDecoder.Default.IsFor(runtime.Python) ? ColdDecoder.Default : null,
            Warnings = warnings,
        };
        return request.Installer.IsUv ? plan with { UvArguments = UvArguments.Of(plan, foreign: false) } : plan;
    }

    /// <summary>What the runtime has is found there first, so a copy in the layer would never be loaded.</summary>
    private static void CheckSystemLibraries(LayerRequest request, PythonRuntime runtime, LambdaArchitecture architecture)
    {
        var own = RuntimeLibraries.For(runtime, architecture.Name);
        foreach (var (index, library) in request.SystemLibraries.Index().Where(library => own.Has(library.Item)))
        {
            throw new InvalidRequestException(
                $"systemLibraries[{index}]",
                library,
                $"is part of {runtime.Name}'s runtime, which loads its own; remove it"
            );
        }
    }

    private static LayerRequest Complete(
        LayerRequest request,
        string name,
        string description,
        PythonRuntime runtime,
        LambdaArchitecture architecture
    ) =>
        request with
        {
            Name = name,
            Python = [runtime.Python],
            Architecture = [architecture.Name],
            Publish = request.Publish with
            {
                Description = string.IsNullOrWhiteSpace(request.Publish.Description) ? description : request.Publish.Description,
                Storage = request.Publish.Storage ?? LayerStorage.Copy,
            },
        };

    private static IEnumerable<string> Warnings(LayerRequest request)
    {
        var prune = request.Prune;
        if (request.Data.Count > 0 && (Tier.Find(prune.UpTo)?.Order ?? 0) < Tier.Data.Order)
        {
            yield return $"data: it has no effect with prune.upTo '{prune.UpTo}', because its rules are of the tier '{Tier.Data}'";
        }

        if (prune.Smallest && Tier.Find(prune.UpTo) is { } tier && !Tier.All.Any(each => each.IsOnDemand && each.Order <= tier.Order))
        {
            var first = Tier.All.First(each => each.IsOnDemand);
            yield return $"prune.smallest: it has no effect with prune.upTo '{tier}', because every tier up to that one is entered anyway; use it with prune.upTo '{first}'";
        }
    }
}
