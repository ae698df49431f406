namespace LayerPipeline.Checking.Libraries;

/// <summary>What to type for a library that is missing.</summary>
internal static class LibraryAdvice
{
    /// <summary>How to bring a library.</summary>
    /// <param name="library">Its name, as in DT_NEEDED.</param>
    /// <param name="isHere">Whether the machine that builds has it.</param>
    /// <returns>Sentences that end with the option.</returns>
    public static string Bring(string library, bool isHere) =>
        isHere
            ? $"add --system-library {library} (in a request: \"systemLibraries\": [\"{library}\"]), which copies it from the machine that builds"
            : $"install the system package that contains {library} on the machine that builds, and add --system-library {library} "
                + $"(in a request: \"systemLibraries\": [\"{library}\"]), or name a file: --system-library PATH/{library}";
}
