using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>Where files are found that a file names. A machine has them; a request on AWS has none.</summary>
public interface ISourceFiles
{
    /// <summary>Opens what <c>-r</c> or <c>-c</c> names.</summary>
    /// <param name="reference">The path as it is written, relative to the folder of the file that names it.</param>
    /// <param name="namedBy">That file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="LayerPipelineException">It is not there, can't be read or is not text.</exception>
    SourceFile Open(string reference, SourceFile namedBy);

    /// <summary>Finds what <c>--find-links</c> names.</summary>
    /// <param name="reference">A path as it is written: as pip has it, relative to the folder of the file that names it, else to the working folder.</param>
    /// <param name="namedBy">That file.</param>
    /// <returns>The full path.</returns>
    string Place(string reference, SourceFile namedBy);
}
