namespace LayerPipeline.Cli.Tests;

/// <summary>A working folder and a folder for temporary files of one test's own; both are the process's while it lives.</summary>
internal sealed class CliFolders : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("layer-pipeline-cli-tests-").FullName;
    private readonly string _workBefore = Environment.CurrentDirectory;
    private readonly string? _temporaryBefore = Environment.GetEnvironmentVariable("TMPDIR");

    public CliFolders()
    {
        Work = Directory.CreateDirectory(Path.Combine(_root, "work")).FullName;
        Temporary = Directory.CreateDirectory(Path.Combine(_root, "temporary")).FullName;
        Environment.CurrentDirectory = Work;
        Environment.SetEnvironmentVariable("TMPDIR", Temporary);
    }

    public string Work { get; }

    public string Temporary { get; }

    public string this[string name] => Path.Combine(Work, name);

    /// <summary>Every file and folder, with the files' lengths and contents' sums.</summary>
    public IReadOnlyList<string> Listing() =>
        [
            .. Directory
                .EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => File.Exists(path) ? $"{path} {Convert.ToHexString(Sum(path))}" : path),
        ];

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a shell script that stands in for a program.</summary>
    public string WriteScript(string name, string body) => Script.Write(this[name], body);

    public void Dispose()
    {
        Environment.CurrentDirectory = _workBefore;
        Environment.SetEnvironmentVariable("TMPDIR", _temporaryBefore);
        Directory.Delete(_root, recursive: true);
    }

    private static byte[] Sum(string path)
    {
        using var stream = File.OpenRead(path);
        return System.Security.Cryptography.SHA256.HashData(stream);
    }
}
