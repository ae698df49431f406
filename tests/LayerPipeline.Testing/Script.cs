namespace LayerPipeline.Testing;

/// <summary>Shell scripts that stand in for programs.</summary>
public static class Script
{
    /// <summary>Writes a script that can be run, with the folder that it lies in.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="body">What follows its first line.</param>
    /// <returns>Its path.</returns>
    public static string Write(string path, string body)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
