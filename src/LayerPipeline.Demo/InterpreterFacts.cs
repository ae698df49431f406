namespace LayerPipeline.Demo;

/// <summary>What an interpreter says that matters for compiling an extension for it.</summary>
/// <param name="Tag">Its own tag, for example <c>cp313</c>, or <c>cp313t</c> without a global lock.</param>
/// <param name="Platform">Platform part of a wheel tag, for example <c>linux_x86_64</c>.</param>
/// <param name="Suffix">File name extension of modules for this interpreter alone.</param>
/// <param name="Includes">Folders with its headers.</param>
/// <param name="StableAbi">Whether it loads modules of the stable ABI; those without a global lock do not.</param>
public sealed record InterpreterFacts(string Tag, string Platform, string Suffix, IReadOnlyList<string> Includes, bool StableAbi)
{
    // The samples use nothing newer than Python 3.10.
    private const string StableTag = "cp310";

    /// <summary>Value of <c>Py_LIMITED_API</c> for modules of the stable ABI: Python 3.10.</summary>
    public const string LimitedApi = "0x030A0000";

    /// <summary>The tag of a wheel with compiled modules.</summary>
    public WheelTag WheelTag => StableAbi ? new(StableTag, "abi3", Platform) : new(Tag.TrimEnd('t'), Tag, Platform);

    /// <summary>The file name extension of a compiled module.</summary>
    public string ModuleSuffix => StableAbi && !OperatingSystem.IsWindows() ? ".abi3.so" : Suffix;

    /// <summary>Whether the headers are installed.</summary>
    public bool HasHeaders => Includes.Any(folder => File.Exists(Path.Combine(folder, "Python.h")));
}
