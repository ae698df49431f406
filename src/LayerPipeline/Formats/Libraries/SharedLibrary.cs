using LayerPipeline.Formats.Elf;

namespace LayerPipeline.Formats.Libraries;

/// <summary>What the gates need to know of one ELF file of a layer, without its content.</summary>
internal sealed record SharedLibrary
{
    /// <summary>Path in the layer, for example <c>python/numpy.libs/libgfortran.so.5</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Class, type and machine.</summary>
    public required ElfIdentity Identity { get; init; }

    /// <summary>Why it can't be read, or null. All that follows is empty then.</summary>
    public string? Damage { get; init; }

    /// <summary>DT_NEEDED, in order.</summary>
    public IReadOnlyList<string> Needed { get; init; } = [];

    /// <summary>DT_SONAME, or null.</summary>
    public string? SharedObjectName { get; init; }

    /// <summary>Entries of DT_RPATH.</summary>
    public IReadOnlyList<string> RPath { get; init; } = [];

    /// <summary>Entries of DT_RUNPATH.</summary>
    public IReadOnlyList<string> RunPath { get; init; } = [];

    /// <summary>Versions that other libraries have to bring.</summary>
    public IReadOnlyList<ElfVersionNeed> VersionNeeds { get; init; } = [];

    /// <summary>Versions that it brings.</summary>
    public IReadOnlyList<string> VersionDefinitions { get; init; } = [];

    /// <summary>Symbols that must come from a certain version of a certain library; weak ones left out.</summary>
    public IReadOnlyList<VersionedSymbol> VersionedImports { get; init; } = [];

    /// <summary>Symbols that it brings: <c>name</c>, and <c>name@version</c> where it has versions.</summary>
    public IReadOnlySet<string> Exports { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Symbols that it needs of others, with or without a version; weak ones left out.</summary>
    public IReadOnlySet<string> Imports { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Symbols that it names but whose place was cut out of it.</summary>
    public IReadOnlySet<string> LostExports { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What a loader would refuse its PT_LOADs for; empty where it would not.</summary>
    public IReadOnlyList<string> LoadProblems { get; init; } = [];

    /// <summary>Whether loading it makes the stack executable.</summary>
    public bool WantsExecutableStack { get; init; }

    /// <summary>Whether the loader has to write into its code.</summary>
    public bool HasTextRelocations { get; init; }

    /// <summary>Whether it is a program that is built like a library.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Whether Python imports it: it has an initialisation function (PEP 489).</summary>
    public bool IsExtensionModule => Exports.Any(name => name.StartsWith("PyInit_", StringComparison.Ordinal));

    /// <summary>Last part of <see cref="Path"/>.</summary>
    public string Name => LayerPaths.NameOf(Path);

    /// <summary>Reads what the gates need.</summary>
    /// <param name="path">Path in the layer.</param>
    /// <param name="content">The whole file.</param>
    /// <returns>The facts, or null where no loader would take the file: it is not an ELF file, or an object file.</returns>
    public static SharedLibrary? Read(string path, ReadOnlyMemory<byte> content)
    {
        if (ElfIdentity.Read(content.Span) is not { IsLoadable: true } identity)
        {
            return null;
        }

        if (!identity.Is64Bit || !identity.IsLittleEndian)
        {
            return new SharedLibrary { Path = path, Identity = identity };
        }

        try
        {
            return SharedLibraryReader.Read(path, ElfFile.Read(content));
        }
        catch (InvalidElfException exception)
        {
            return new SharedLibrary
            {
                Path = path,
                Identity = identity,
                Damage = exception.Message,
            };
        }
    }
}
