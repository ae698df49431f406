using LayerPipeline.Formats.Libraries;

namespace LayerPipeline.Checking.Libraries;

/// <summary>What to type for a library that is missing.</summary>
internal static class LibraryAdvice
{
    /// <summary>How to bring a library.</summary>
    /// <param name="library">Its name, as in DT_NEEDED.</param>
    /// <param name="isHere">Whether the machine that builds has it.</param>
    /// <returns>Sentences that end with the option.</returns>
    public static string Bring(string library, bool isHere) =>
        LibraryName.IsValid(library)
            ? ByOption(library, isHere)
            : "ask the package's makers: this is not a file's name, so no file in the layer's lib folder answers it";

    private static string ByOption(string library, bool isHere) =>
        $"add --system-library {library} (in a request: \"systemLibraries\": [\"{library}\"])"
        + (
            isHere
                ? ", which copies it from the machine that builds"
                : "; this machine does not have it, so install its system package first (on AWS the build does), or name a file: "
                    + $"--system-library PATH/{library}"
        );
}
