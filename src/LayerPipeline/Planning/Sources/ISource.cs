namespace LayerPipeline.Planning.Sources;

/// <summary>A source of requirements that was read, but not yet judged for a runtime.</summary>
internal interface ISource
{
    /// <summary>The file.</summary>
    SourceFile File { get; }

    /// <summary>What it is, as plan.json has it.</summary>
    string Kind { get; }

    /// <summary>Normalised names of the extras that it offers.</summary>
    IReadOnlyCollection<string> Extras { get; }

    /// <summary>Normalised names of the dependency groups that it offers.</summary>
    IReadOnlyCollection<string> Groups { get; }

    /// <summary>What a layer of it is called when nobody says: the project, else the normalised names of its packages.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Files that it names.</summary>
    IReadOnlyList<NamedFile> Files => [];

    /// <summary>What it asks for on a runtime.</summary>
    /// <param name="target">The runtime, and what was asked for.</param>
    /// <returns>Requirements, and what has no effect.</returns>
    /// <exception cref="Requests.InvalidRequestException">It can't be installed there.</exception>
    SourceSelection For(SourceTarget target);
}
