using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Installing.Libraries;

/// <summary>Judges what was taken of the machine's libraries: it has to fit the runtime, which may be older than the machine.</summary>
/// <param name="plan">The plan.</param>
public sealed class SystemLibraryCheck(BuildPlan plan)
{
    private readonly RuntimeLibraries _runtime = RuntimeLibraries.For(plan.Runtime, plan.Architecture);

    /// <summary>Refuses what is not there.</summary>
    /// <param name="taken">What was taken.</param>
    /// <param name="onAws">Whether it was taken in the build container, which installs what its image lacks.</param>
    /// <exception cref="SystemLibraryException">Something that the request names is not there, or what was taken has no library's name.</exception>
    public static void CheckThere(TakenLibraries taken, bool onAws)
    {
        // The names come from packages, and become names of files here.
        if (taken.Libraries.FirstOrDefault(library => !LibraryName.IsValid(library.Name)) is { } odd)
        {
            throw new SystemLibraryException(
                $"systemLibraries: '{odd.Name}' ({odd.Source}) is not a library's name, which has letters, digits and . _ + - only. "
                    + "Leave out what needs it."
            );
        }

        if (taken.Absent is [var absent, ..])
        {
            throw new SystemLibraryException(
                "systemLibraries: "
                    + (
                        SystemLibraryNames.IsPath(absent)
                            ? $"'{absent}' is not a shared library that this machine can read. Give the path of an ELF file (lib*.so*)."
                        : onAws
                            ? $"{absent} is not in the build's image, and no package of its system brings it. Correct the name, or use a wheel "
                                + $"that contains the library; with a file of your own, build by 'layer-pipeline build --system-library PATH/{absent}'."
                        : $"{absent} is not on the machine that builds: 'ldconfig -p' does not list it. {Install(absent)}, then build again; or "
                            + $"name a file: --system-library PATH/{absent}."
                    )
            );
        }
    }

    /// <summary>Finds what does not fit, what can't be loaded without that, and what came only because one of these needs it.</summary>
    /// <param name="taken">What was taken.</param>
    /// <param name="read">Reads a file of the layer's lib folder by its name.</param>
    /// <returns>The names of what must not go into the layer, and a warning for each reason: only what <c>auto</c> chose.</returns>
    /// <exception cref="SystemLibraryException">Something that the request names does not fit.</exception>
    public (IReadOnlyList<string> Refused, IReadOnlyList<string> Warnings) Judge(
        TakenLibraries taken,
        Func<string, ReadOnlyMemory<byte>> read
    )
    {
        var (needs, problems) = (new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, string>());
        foreach (var library in taken.Libraries)
        {
            var content = SharedLibrary.Read(library.Name, read(library.Name));
            needs[library.Name] = content?.Needed ?? [];
            if (ProblemOf(library, content) is { } problem)
            {
                problems[library.Name] = problem;
            }
        }

        AddWhatNeedsThem(problems, needs);
        if (taken.Libraries.FirstOrDefault(each => each.Wanted != SystemLibraryNames.Auto && problems.ContainsKey(each.Name)) is { } named)
        {
            throw new SystemLibraryException("systemLibraries: " + problems[named.Name]);
        }

        var kept = Reached(taken.Asked.Where(name => !problems.ContainsKey(name)), needs);
        return (
            [.. taken.Libraries.Select(library => library.Name).Where(name => !kept.Contains(name))],
            [
                .. taken
                    .Libraries.Where(library => problems.ContainsKey(library.Name))
                    .Select(library => $"systemLibraries: {problems[library.Name]} It is left out."),
            ]
        );
    }

    private static void AddWhatNeedsThem(Dictionary<string, string> problems, Dictionary<string, IReadOnlyList<string>> needs)
    {
        while (
            needs.FirstOrDefault(pair => !problems.ContainsKey(pair.Key) && pair.Value.Any(problems.ContainsKey)) is { Key: { } name } found
        )
        {
            var without = found.Value.First(problems.ContainsKey);
            problems[name] = $"{name} needs {without}, which can't be taken: {problems[without]}";
        }
    }

    /// <summary>Libraries with what they need in turn.</summary>
    private static HashSet<string> Reached(IEnumerable<string> names, Dictionary<string, IReadOnlyList<string>> needs)
    {
        var (reached, rest) = (new HashSet<string>(StringComparer.Ordinal), new Stack<string>(names));
        while (rest.TryPop(out var name))
        {
            if (reached.Add(name))
            {
                needs.GetValueOrDefault(name)?.ToList().ForEach(rest.Push);
            }
        }

        return reached;
    }

    private string? ProblemOf(SystemLibrary library, SharedLibrary? content)
    {
        var origin = library.Package is null ? library.Source : $"{library.Source}, of {library.Package} {library.Version}";
        if (content is not { Damage: null } read)
        {
            return $"{library.Name} ({origin}) can't be read as a shared library. Give the path of another one: --system-library PATH/{library.Name}.";
        }

        if (!read.Identity.IsFor(plan.Architecture))
        {
            return $"{library.Name} ({origin}) is for {read.Identity.Name}, but the layer is for {plan.Architecture}. {FromImage(library.Name)}";
        }

        var tooNew = read
            .VersionNeeds.Where(need => !need.IsWeak && _runtime.Has(need.File) && !_runtime.Brings(need.Version))
            .OrderByDescending(need => RuntimeLibraries.Split(need.Version).Number)
            .FirstOrDefault();
        return tooNew is null
            ? null
            : $"{library.Name} ({origin}) needs {tooNew.Version} of {tooNew.File}, but {_runtime.OperatingSystem} of {_runtime.Runtime} has "
                + $"{_runtime.HighestLike(tooNew.Version)}. {FromImage(library.Name)}";
    }

    /// <summary>The runtime's own image has libraries that fit, or gets them.</summary>
    private string FromImage(string library)
    {
        var package = SystemPackages.Default.Find(library)?.Rpm ?? $"'{library}()(64bit)'";
        var command =
            $"docker run --rm {plan.Runtime.ImageFor(plan.Architecture)} sh -c \"{_runtime.Installer} install -y -q {package} >&2; "
            + $"cat /usr/lib64/{library}\" > {library}";
        return "Either build on AWS, where Install takes it from the runtime's own image; or take it out of that image yourself: "
            + $"{command}, and give it as --system-library ./{library}.";
    }

    private static string Install(string library) =>
        SystemPackages.Default.Find(library) is { } known
            ? $"Install its package there (apt-get install {known.Deb}, dnf install {known.Rpm})"
            : "Install the package that contains it there";
}
