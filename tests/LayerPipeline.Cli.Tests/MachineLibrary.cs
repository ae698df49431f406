namespace LayerPipeline.Cli.Tests;

/// <summary>Shared libraries that the machine has, and Lambda's runtimes do not.</summary>
internal static class MachineLibrary
{
    private static readonly string[] Folders = ["/lib/x86_64-linux-gnu/", "/usr/lib64/", "/usr/lib/"];

    /// <summary>The path of a library; skips the test where the machine does not have it.</summary>
    public static string FindOrSkip(string library)
    {
        var path = Folders.Select(folder => folder + library).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"this machine has no {library}");
        return path;
    }
}
