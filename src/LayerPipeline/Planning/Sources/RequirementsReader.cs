using LayerPipeline.Foundation.Messages;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Planning.Sources;

/// <summary>Reads a requirements file and what it names in turn, in the order in which pip does.</summary>
/// <param name="files">Where those are found; null for a text of a request, beside which there are none.</param>
internal sealed class RequirementsReader(ISourceFiles? files)
{
    // Ours: files may name one file twice, so few bytes could make very many of them.
    private const int MaxFiles = 1_000;

    private readonly List<RequestedDistribution> _requirements = [];
    private readonly List<RequestedDistribution> _constraints = [];
    private readonly List<PipOption> _options = [];
    private readonly List<NamedFile> _named = [];
    private readonly List<SourceFile> _chain = [];
    private long _length;

    /// <summary>Reads.</summary>
    /// <param name="file">The file.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="InvalidRequestException">A line is neither a requirement nor an option that is taken here.</exception>
    public RequirementsSource Read(SourceFile file)
    {
        Read(file, asConstraints: false);
        return new RequirementsSource(file, _requirements, _constraints, _options, _named);
    }

    private void Read(SourceFile file, bool asConstraints)
    {
        _length += file.Text.Length;
        if (_length > Limits.SourceBytes)
        {
            throw new InvalidRequestException(
                file.Name,
                null,
                $"and the files before it have more than {MessageText.Number(Limits.SourceBytes)} characters in total, the limit; "
                    + "list only direct requirements"
            );
        }

        _chain.Add(file);
        foreach (var (number, line) in RequirementsFile.LogicalLines(file.Text))
        {
            var field = $"{file.Name}, line {number}";
            if (line.StartsWith('-'))
            {
                ReadOptions(line, field, file);
                continue;
            }

            (asConstraints ? _constraints : _requirements).Add(ReadLine(line, field, asConstraints));
            if (_requirements.Count + _constraints.Count > Limits.SourceRequirements)
            {
                throw new InvalidRequestException(
                    field,
                    null,
                    $"is one more than {MessageText.Number(Limits.SourceRequirements)} requirements, the limit; list only direct ones; pip finds the others"
                );
            }
        }

        _chain.RemoveAt(_chain.Count - 1);
    }

    private static RequestedDistribution ReadLine(string line, string field, bool asConstraint)
    {
        var item = RequirementLine.Parse(line, field);
        return asConstraint && item.Requirement.Extras.Count > 0
            ? throw new InvalidRequestException(
                field,
                MessageText.Shorten(line),
                $"is a constraint with extras, which pip does not take; remove [{string.Join(',', item.Requirement.Extras)}], and name them where the "
                    + "package is required"
            )
            : item;
    }

    private void ReadOptions(string line, string field, SourceFile file)
    {
        if (files is null && line.Split([' ', '=', '\t'], 2)[0] != PipOptionKind.RequireHashes)
        {
            throw new InvalidRequestException(field, PipOptionLine.NameOf(line), UnsupportedReference.ExplainOption(line));
        }

        foreach (var option in PipOptionLine.Parse(line, field))
        {
            if (option.Name is PipOptionKind.Requirement or PipOptionKind.Constraint)
            {
                Follow(option, file);
            }
            else
            {
                _options.Add(option.Name == PipOptionKind.FindLinks ? Placed(option, file) : option);
            }
        }
    }

    private void Follow(PipOption option, SourceFile file)
    {
        var reference = option.Value!;
        if (UnsupportedReference.ExplainFile(reference) is { } problem)
        {
            throw new InvalidRequestException(option.Field, MessageText.Shorten(reference), problem);
        }

        var next = files!.Open(reference, file);
        _named.Add(new NamedFile(next.Name, next.Sha256));
        CheckCircle(next, option);
        if (_named.Count > MaxFiles)
        {
            throw new InvalidRequestException(option.Field, MessageText.Shorten(reference), $"is one file more than {MaxFiles}, the limit");
        }

        if (TomlText.IsLikely(next))
        {
            throw new InvalidRequestException(
                option.Field,
                MessageText.Shorten(reference),
                "is not a requirements file; give a lock file or a pyproject.toml to the command line itself, as -r"
            );
        }

        Read(next, option.Name == PipOptionKind.Constraint);
    }

    private void CheckCircle(SourceFile next, PipOption option)
    {
        var begin = _chain.FindIndex(file => file.Location == next.Location);
        if (begin >= 0)
        {
            var circle = _chain.Skip(begin).Append(next).Select(file => file.Name);
            throw new InvalidRequestException(
                option.Field,
                MessageText.Shorten(option.Value!),
                $"goes in a circle: {string.Join(" -> ", circle)}; remove one of the lines that close it"
            );
        }
    }

    private PipOption Placed(PipOption option, SourceFile file) =>
        UnsupportedReference.IsUrl(option.Value!) ? option : option with { Value = files!.Place(option.Value!, file) };
}
