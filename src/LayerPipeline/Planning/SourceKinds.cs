using LayerPipeline.Formats.Toml;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Planning.Sources;
using LayerPipeline.Planning.Sources.Locks;

namespace LayerPipeline.Planning;

/// <summary>Tells kinds of sources apart, by their content.</summary>
internal static class SourceKinds
{
    /// <summary>Reads a source of any kind.</summary>
    /// <param name="file">The file.</param>
    /// <param name="places">Where files are found that it names; null for a text of a request.</param>
    /// <returns>The source.</returns>
    /// <exception cref="InvalidRequestException">It is of no kind that is known, or is malformed.</exception>
    public static ISource Read(SourceFile file, ISourceFiles? places)
    {
        if (TomlText.IsLikely(file))
        {
            var toml = new LockFile(file);
            return toml.Read(() => OfToml(toml, TomlTree.Parse(file.Text)));
        }

        return file.Text.AsSpan().TrimStart().StartsWith("{")
            ? throw new InvalidRequestException(
                file.Name,
                null,
                "is JSON, not a requirements file; export a Pipfile.lock with 'pipenv requirements --hash', and give a request as --request"
            )
            : new RequirementsReader(places).Read(file);
    }

    private static ISource OfToml(LockFile file, TomlNode root)
    {
        if (root.Has(PylockSource.Key))
        {
            return new PylockSource(file, root);
        }

        if (root.Has("version") && root.Has("package"))
        {
            return new UvLockSource(file, root);
        }

        return root.Table(PyprojectSource.Key) is not null || root.Table(PyprojectSource.GroupsKey) is not null
            ? new PyprojectSource(file, root)
            : throw new InvalidRequestException(
                file.File.Name,
                null,
                "is TOML, but neither pylock.toml (no lock-version), uv.lock (no version and [[package]]) nor a pyproject.toml with [project] or [dependency-groups]. "
                    + (
                        root.Has("package")
                            ? "Export a poetry.lock with 'poetry export', and give that file"
                            : "Add [project] with dependencies, or give a requirements file"
                    )
            );
    }
}
