namespace LayerPipeline.Testing;

/// <summary>Files of the repository that the tests look at.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Find(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LayerPipeline.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("LayerPipeline.sln is not above the tests.");
        }

        return folder.FullName;
    }
}
