using System.Text.Json;
using System.Text.RegularExpressions;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;

namespace LayerPipeline.Local.Folders;

/// <summary>
/// What is where a run is to appear: files of an older run, which is replaced; runs of single combinations in folders of
/// their own, which stay; or what no build made, which nothing may touch.
/// </summary>
public static partial class RunFolder
{
    private const int EntriesListed = 4;

    // As a step that was killed while it wrote leaves them.
    private const string Unfinished = ".partial";

    private static readonly HashSet<string> Files =
    [
        .. PipelineSteps.Files.Concat(RunFiles.OfColdStore),
        .. PipelineSteps.Files.Concat(RunFiles.OfColdStore).Select(name => name + Unfinished),
        RunLock.Extension,
    ];

    /// <summary>Name of the folder of one combination, where a request makes several.</summary>
    /// <param name="plan">The combination's plan.</param>
    /// <returns>For example <c>python3.13-x86_64</c>.</returns>
    public static string NameOf(BuildPlan plan) => $"{plan.Runtime.Name}-{plan.Architecture}";

    /// <summary>The one path of a folder, however it is named. A link is followed: the run belongs where it leads.</summary>
    /// <param name="path">A path.</param>
    /// <returns>The full path.</returns>
    public static string FullPath(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return folder.LinkTarget is null ? folder.FullName : folder.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Checks that a run may appear at a path.</summary>
    /// <param name="path">The path; nothing there is fine.</param>
    /// <exception cref="CommandLineException">A file is there, or a folder that holds other things than runs, or a combination is in use.</exception>
    public static void CheckReplaceable(string path)
    {
        if (File.Exists(path))
        {
            throw new CommandLineException($"--output: '{path}' is a file. Give a folder; it is created if necessary.");
        }

        SweepCombinations(path);
        if (Directory.Exists(path) && Strangers(path) is { Count: > 0 } strangers)
        {
            var more = strangers.Count > EntriesListed ? $" and {strangers.Count - EntriesListed} more" : "";
            throw new CommandLineException(
                $"'{path}' would be replaced, but contains files that no build wrote: {string.Join(", ", strangers.Take(EntriesListed))}{more}.\n"
                    + $"A folder is replaced only if it contains nothing but files of a run ({string.Join(", ", PipelineSteps.Files)}) "
                    + "and folders of other combinations, such as python3.13-x86_64.\n"
                    + "Move the other files elsewhere, or build into another folder with --output."
            );
        }
    }

    /// <summary>Checks that plan.json may be written into a folder.</summary>
    /// <param name="path">The folder; it may be missing.</param>
    /// <exception cref="CommandLineException">Another program's plan.json is there.</exception>
    public static void CheckPlan(string path)
    {
        var plan = Path.Combine(path, RunFiles.Plan);
        if (File.Exists(plan) && ReadPlan(path) is null)
        {
            throw new CommandLineException(
                $"'{plan}' would be overwritten, but is not the plan of a run. Move it elsewhere, or choose another folder with --output."
            );
        }
    }

    /// <summary>Removes a run that was replaced; runs of combinations in it move to the new one.</summary>
    /// <param name="old">Where the old run is now.</param>
    /// <param name="successor">Folder of the run that replaced it.</param>
    /// <exception cref="IOException">It holds what no build made; that stays.</exception>
    public static void Retire(string old, string successor)
    {
        foreach (var combination in Directory.EnumerateDirectories(old).Where(IsCombination).ToList())
        {
            var to = Path.Combine(successor, Path.GetFileName(combination));
            if (Directory.Exists(to))
            {
                DeleteFiles(combination);
            }
            else
            {
                Directory.Move(combination, to);
            }
        }

        DeleteFiles(old);
    }

    /// <summary>Locks and workspaces of combinations that are in a folder: those of killed processes go, another's end it.</summary>
    private static void SweepCombinations(string path)
    {
        var names = Directory.Exists(path)
            ? Directory.EnumerateFileSystemEntries(path, ".*").Select(entry => Hidden().Match(Path.GetFileName(entry)))
            : [];
        foreach (var name in names.Where(match => match.Success).Select(match => match.Groups["name"].Value).Distinct().ToList())
        {
            var combination = Path.Combine(path, name);
            using (RunLock.Take(combination))
            {
                RunWorkspace.SweepAbandoned(combination);
            }
        }
    }

    [GeneratedRegex(
        @"^\.(?<name>python3\.[0-9]{1,3}-[a-z0-9_]{1,20})\.(lock|partial-[0-9]{1,10}(\.old)?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Hidden();

    // File by file: what is not a run's file can't be lost, whatever happened since it was looked for.
    private static void DeleteFiles(string folder)
    {
        foreach (var name in Files)
        {
            File.Delete(Path.Combine(folder, name));
        }

        Directory.Delete(folder);
    }

    /// <summary>Entries that no build made, folders with a slash.</summary>
    private static List<string> Strangers(string path)
    {
        var files = Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToList();
        var strangers = Directory
            .EnumerateDirectories(path)
            .Where(folder => !IsCombination(folder))
            .Select(folder => Path.GetFileName(folder) + "/")
            .Order(StringComparer.Ordinal)
            .Concat(files.Where(file => !Files.Contains(file)))
            .ToList();
        return strangers.Count > 0 || files.Count == 0 || ReadPlan(path) is not null ? strangers
            : files.Contains(RunFiles.Plan) ? [$"{RunFiles.Plan}, which is not the plan of a run"]
            : [$"{string.Join(", ", files)} without a {RunFiles.Plan}"];
    }

    private static bool IsCombination(string folder) =>
        !Directory.EnumerateDirectories(folder).Any()
        && Directory.EnumerateFiles(folder).All(file => Files.Contains(Path.GetFileName(file)))
        && ReadPlan(folder) is { Runtime.Name: not null } plan
        && string.Equals(NameOf(plan), Path.GetFileName(folder), StringComparison.Ordinal);

    /// <summary>The plan of a folder, or null where there is none, or another program's.</summary>
    private static BuildPlan? ReadPlan(string folder)
    {
        var path = Path.Combine(folder, RunFiles.Plan);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, PlanningJson.Default.BuildPlan);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
