using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;

namespace LayerPipeline.Planning;

/// <summary>The files that name a build's requirements, read, but not yet judged for a runtime.</summary>
public sealed class RequestSources
{
    private RequestSources(IReadOnlyList<ISource> sources) => Sources = sources;

    /// <summary>No files.</summary>
    public static RequestSources None { get; } = new([]);

    /// <summary>Whether everything needs a hash because a file says so.</summary>
    internal bool RequireHashes =>
        Sources.OfType<RequirementsSource>().Any(source => source.Options.Any(option => option.Name == PipOptionKind.RequireHashes));

    /// <summary>pip's options that are passed on.</summary>
    internal IEnumerable<PipOption> Options => Sources.OfType<RequirementsSource>().SelectMany(source => source.Options);

    /// <summary>The sources in order.</summary>
    internal IReadOnlyList<ISource> Sources { get; }

    /// <summary>Reads files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="places">Where files are found that they name; null where there are none, as in the bucket.</param>
    /// <returns>The sources.</returns>
    /// <exception cref="InvalidRequestException">One can't be read; the message names file, line and remedy.</exception>
    public static RequestSources Read(IReadOnlyList<SourceFile> files, ISourceFiles? places)
    {
        var length = files.Sum(file => (long)file.Text.Length);
        return length <= Limits.SourceBytes
            ? new RequestSources([.. files.Select(file => SourceKinds.Read(file, places))])
            : throw new InvalidRequestException(
                files[^1].Name,
                null,
                $"and the files before it have {MessageText.Number(length)} characters; at most {MessageText.Number(Limits.SourceBytes)} are read"
            );
    }

    /// <summary>
    /// Lines for a requirements file of pip: the options that the files have. They may hold secrets, so no file of a run has them.
    /// A variable such as <c>${TOKEN}</c> is left to pip, which replaces it.
    /// </summary>
    /// <param name="wheelsOnly">Whether nothing can be compiled, as with a foreign interpreter: <c>--no-binary</c> is left out then.</param>
    /// <returns>The lines.</returns>
    public IReadOnlyList<string> PipLines(bool wheelsOnly) =>
        [.. Options.Where(option => !wheelsOnly || option.Name != PipOptionKind.NoBinary).Select(option => option.ToLine())];

    /// <summary>The options as a person may read them: without passwords and tokens in addresses.</summary>
    public IReadOnlyList<string> ShownOptions => [.. Options.Select(option => MessageText.Shorten(option.ToLine()))];

    /// <summary>Checks a request's <c>requirementsFile</c> before it is opened.</summary>
    /// <param name="name">The field.</param>
    /// <exception cref="InvalidRequestException">It is no path that stays in the request's folder.</exception>
    public static void CheckFileName(string name) => RequestValidation.CheckFile(name);

    /// <summary>Checks that the file that a request names was read.</summary>
    /// <param name="name">The request's field, or null.</param>
    /// <exception cref="InvalidRequestException">It was not, because the request came without a folder.</exception>
    internal void CheckHas(string? name)
    {
        if (name is not null && !Sources.Any(source => source.File.Name == name))
        {
            throw new InvalidRequestException(
                "requirementsFile",
                MessageText.Shorten(name),
                "is a file beside the request, and this request is in no folder; give the file's text as \"requirements\""
            );
        }
    }

    /// <summary>The same sources and the text of a request.</summary>
    /// <param name="text">The request's field, or null.</param>
    internal RequestSources With(string? text)
    {
        if (text is null)
        {
            return this;
        }

        return text.Length <= Limits.RequirementsLength
            ? new RequestSources([.. Sources, SourceKinds.Read(SourceFile.Inline(text), places: null)])
            : throw new InvalidRequestException(
                SourceFile.InlineName,
                null,
                $"has {MessageText.Number(text.Length)} characters; at most {MessageText.Number(Limits.RequirementsLength)} are allowed. List only "
                    + "direct requirements, or give the file to the command line"
            );
    }
}
