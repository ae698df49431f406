namespace LayerPipeline.Formats.Elf;

/// <summary>Processor architectures by e_machine, as the System V gABI numbers them.</summary>
internal enum ElfMachine
{
    /// <summary>No machine, or one that Lambda never had.</summary>
    None = 0,

    /// <summary>32-bit x86.</summary>
    I386 = 3,

    /// <summary>32-bit ARM.</summary>
    Arm = 40,

    /// <summary>x86_64.</summary>
    X64 = 62,

    /// <summary>64-bit ARM, Lambda's <c>arm64</c>.</summary>
    Arm64 = 183,
}
