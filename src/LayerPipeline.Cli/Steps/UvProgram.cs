namespace LayerPipeline.Cli.Steps;

/// <summary>Finds uv as a shell does.</summary>
internal static class UvProgram
{
    private const int Executable = 0b001_001_001;

    /// <summary>Finds it.</summary>
    /// <param name="environment">Gives an environment variable, or null.</param>
    /// <returns>Its path, or null where no folder of PATH has it.</returns>
    public static string? Find(Func<string, string?> environment)
    {
        var name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";
        return (environment("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode)Executable) != 0);
}
