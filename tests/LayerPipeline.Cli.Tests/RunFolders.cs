using LayerPipeline.Cli.Tests.Demo;

namespace LayerPipeline.Cli.Tests;

/// <summary>Runs as small as they can be, and what lies in a folder.</summary>
internal static class RunFolders
{
    public static void WriteRun(this TemporaryFolder folder, string name, string python = "3.13")
    {
        Directory.CreateDirectory(folder[name]);
        File.WriteAllText(folder[name + "/plan.json"], SmallPlan.Json(python));
    }

    public static IEnumerable<string> Entries(this TemporaryFolder folder) =>
        Directory
            .EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder.Path, path))
            .Order(StringComparer.Ordinal);
}
