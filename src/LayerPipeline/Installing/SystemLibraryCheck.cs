using LayerPipeline.Formats.Libraries;
using LayerPipeline.Foundation.Lambda;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Installing;

/// <summary>Judges what was taken of the machine's libraries: it has to fit the runtime, which may be older than the machine.</summary>
/// <param name="plan">The plan.</param>
public sealed class SystemLibraryCheck(BuildPlan plan)
{
    private readonly RuntimeLibraries _runtime = RuntimeLibraries.For(plan.Runtime, plan.Architecture);

    /// <summary>Refuses what is not there.</summary>
    /// <param name="taken">What was taken.</param>
    /// <param name="onAws">Whether it was taken in the build container, which installs what its image lacks.</param>
    /// <exception cref="SystemLibraryException">Something that the request names is not there.</exception>
    public static void CheckThere(TakenLibraries taken, bool onAws)
    {
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

    /// <summary>Finds what does not fit, with all that was taken for the same value of the request.</summary>
    /// <param name="taken">What was taken.</param>
    /// <param name="read">Reads a file of the layer's lib folder by its name.</param>
    /// <returns>The names of what must not go into the layer, and a warning for each reason: only what <c>auto</c> chose.</returns>
    /// <exception cref="SystemLibraryException">Something that the request names does not fit.</exception>
    public (IReadOnlyList<string> Refused, IReadOnlyList<string> Warnings) Judge(
        TakenLibraries taken,
        Func<string, ReadOnlyMemory<byte>> read
    )
    {
        var problems = taken
            .Libraries.Select(library => (Library: library, Problem: ProblemOf(library, read(library.Name))))
            .Where(each => each.Problem is not null)
            .ToList();
        if (problems.Find(each => each.Library.Wanted != SystemLibraryNames.Auto) is { Problem: { } problem })
        {
            throw new SystemLibraryException("systemLibraries: " + problem);
        }

        return (
            [.. problems.Select(each => each.Library.Name)],
            [.. problems.Select(each => $"systemLibraries: {each.Problem} It is left out.")]
        );
    }

    private string? ProblemOf(SystemLibrary library, ReadOnlyMemory<byte> content)
    {
        var origin = library.Package is null ? library.Source : $"{library.Source}, of {library.Package} {library.Version}";
        if (SharedLibrary.Read(library.Name, content) is not { Damage: null } read)
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
