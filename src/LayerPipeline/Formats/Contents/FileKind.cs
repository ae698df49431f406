namespace LayerPipeline.Formats.Contents;

/// <summary>What a file is, by its first bytes.</summary>
public enum FileKind
{
    /// <summary>Anything that is not told apart here.</summary>
    Other,

    /// <summary>A shared object of ELF, which a loader takes.</summary>
    Library,

    /// <summary>An executable of ELF.</summary>
    Program,

    /// <summary>An object file of ELF: for linking.</summary>
    Object,

    /// <summary>A static library, or the text with which libtool describes a library: for linking.</summary>
    StaticLibrary,

    /// <summary>A text that names its interpreter.</summary>
    Script,

    /// <summary>Python's bytecode.</summary>
    Bytecode,

    /// <summary>A program or a library of another operating system, or for another processor.</summary>
    Foreign,
}
