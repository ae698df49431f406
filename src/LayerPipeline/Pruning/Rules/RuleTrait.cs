namespace LayerPipeline.Pruning.Rules;

/// <summary>What a rule looks at beside a file's name and kind before it proposes the file, or what keeps such a file.</summary>
public enum RuleTrait
{
    /// <summary>Its patterns mean whole folders, by their names: a folder that code names, lists or asks for is something else.</summary>
    WholeFolders,

    /// <summary>It is about tests, which are needed only where they are imported or named each by itself.</summary>
    Tests,

    /// <summary>It proposes nothing in a folder that holds no Python.</summary>
    NeedsPython,

    /// <summary>It is about what code was compiled of: where a distribution has none, and reads one of its files, all are data.</summary>
    OfCompiledCode,

    /// <summary>It proposes bytecode only where its source is beside it.</summary>
    BesideSource,

    /// <summary>It proposes nothing in a folder that would be left with nothing: the file is what keeps the folder.</summary>
    NotTheLast,

    /// <summary>It proposes what the installer put there, and scripts; not what a distribution has there as its own.</summary>
    Installed,
}
