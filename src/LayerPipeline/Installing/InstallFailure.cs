namespace LayerPipeline.Installing;

/// <summary>Why pip failed, as far as its output says.</summary>
public enum InstallFailure
{
    /// <summary>None of the others; pip's own words are all there is.</summary>
    Other,

    /// <summary>The interpreter has no pip, or one that does not know the options.</summary>
    UnusablePip,

    /// <summary>The index did not answer, or refused.</summary>
    IndexUnreachable,

    /// <summary>There is no package of that name.</summary>
    UnknownPackage,

    /// <summary>There is the package, but not in that version.</summary>
    UnknownVersion,

    /// <summary>There are wheels, but for another Python or machine.</summary>
    NoWheelForRuntime,

    /// <summary>There are wheels, but for a later glibc than the runtime's.</summary>
    WheelTooNew,

    /// <summary>There are sources only, and compiling is not allowed.</summary>
    SourcesOnly,

    /// <summary>The package does not run on that Python.</summary>
    PythonNotSupported,

    /// <summary>Two requirements exclude each other.</summary>
    Conflict,

    /// <summary>A file is not the one that the requirements' hashes name, or has none.</summary>
    Hash,

    /// <summary>Sources could not be compiled.</summary>
    BuildFailed,

    /// <summary>The disk is full.</summary>
    DiskFull,
}
