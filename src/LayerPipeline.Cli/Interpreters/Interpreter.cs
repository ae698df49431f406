namespace LayerPipeline.Cli.Interpreters;

/// <summary>A Python of this machine.</summary>
/// <param name="Path">Path of the executable.</param>
/// <param name="Version">For example <c>3.13.0</c>.</param>
/// <param name="Machine">For example <c>x86_64</c>.</param>
/// <param name="System">For example <c>Linux</c>.</param>
/// <param name="HasPip">Whether it has pip.</param>
public sealed record Interpreter(string Path, string Version, string Machine, string System, bool HasPip)
{
    /// <summary>Major and minor version, for example <c>3.13</c>.</summary>
    public string Minor => string.Join('.', Version.Split('.').Take(2));

    /// <summary>Whether what it runs is what a runtime of this version and architecture runs.</summary>
    /// <param name="python">For example <c>3.13</c>.</param>
    /// <param name="architecture"><c>x86_64</c> or <c>arm64</c>.</param>
    /// <returns>True where a layer can be proven with it.</returns>
    public bool CanProve(string python, string architecture) =>
        string.Equals(Minor, python, StringComparison.Ordinal)
        && string.Equals(System, "Linux", StringComparison.Ordinal)
        && string.Equals(Machine is "aarch64" ? "arm64" : Machine, architecture, StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => $"{Version} at {Path}";
}
