using System.Buffers;
using LayerPipeline.Formats.Elf;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Passes.Proof;
using LayerPipeline.Pruning.Passes.Trim;

namespace LayerPipeline.Pruning.Passes;

/// <summary>A shared library on its way through the passes.</summary>
internal sealed record LibraryDraft
{
    private IReadOnlyList<LibraryEdit> _edits = [];

    /// <summary>Path in the layer.</summary>
    public required string Path { get; init; }

    /// <summary>The whole file, as its maker built it.</summary>
    public required ReadOnlyMemory<byte> Original { get; init; }

    /// <summary>
    /// What the next pass reads and edits: as long as the original, with its sections and names, and with the edits of the passes so far.
    /// </summary>
    public required ReadOnlyMemory<byte> Whole { get; init; }

    /// <summary>What is stored in the layer: smaller and proven, or the original's bytes.</summary>
    public required ReadOnlySequence<byte> Content { get; init; }

    /// <summary>The highest tier that changed it; null where it is as it was.</summary>
    public Tier? ChangedBy { get; private init; }

    /// <summary>What was done, in words.</summary>
    public IReadOnlyList<string> Done { get; private init; } = [];

    /// <summary>What was not done and why, in words.</summary>
    public IReadOnlyList<string> Left { get; private init; } = [];

    /// <summary>Bytes that the library has with what trim saves alone; null where no tier above changed it.</summary>
    public long? TrimmedBytes { get; private init; }

    /// <summary>Bytes that were saved; 0 where it is as it was.</summary>
    public long SavedBytes => Original.Length - Content.Length;

    /// <summary>A library that no pass has seen.</summary>
    public static LibraryDraft Of(string path, ReadOnlyMemory<byte> original) =>
        new()
        {
            Path = path,
            Original = original,
            Whole = original,
            Content = new ReadOnlySequence<byte>(original),
        };

    /// <summary>The same library, with one more reason why it is not smaller.</summary>
    public LibraryDraft Leave(string reason) => this with { Left = [.. Left, reason] };

    /// <summary>
    /// Stores the library without what this and the earlier edits drop, and proves the result against the original: nothing is
    /// believed of the code that made it.
    /// </summary>
    /// <param name="tier">The tier that asks for it.</param>
    /// <param name="done">What the edit does, in words.</param>
    /// <param name="edit">The edit.</param>
    /// <param name="problem">Why it can't be done; null where it was done, or where nothing is saved by it.</param>
    /// <returns>The smaller library, or null.</returns>
    public LibraryDraft? TryStore(Tier tier, string done, LibraryEdit edit, out string? problem)
    {
        IReadOnlyList<LibraryEdit> edits = [.. _edits, edit];
        var permitted = PermittedChanges.Join(edits.Select(each => each.Permitted));
        var trimmed = ElfTrimmer.Trim(edit.Whole, permitted.Dropped);
        problem = trimmed.Refusal;
        if (trimmed.SavedBytes == 0)
        {
            return null;
        }

        problem = Prove(trimmed.Content, permitted, edits);
        return problem is not null
            ? null
            : this with
            {
                _edits = edits,
                TrimmedBytes = tier.Order > Tier.Trim.Order ? BytesOfTrim() : TrimmedBytes,
                Whole = edit.Whole,
                Content = trimmed.Content,
                ChangedBy = ChangedBy is { } before && before.Order > tier.Order ? before : tier,
                Done = [.. Done, done],
            };
    }

    private long BytesOfTrim() => ChangedBy is null ? ElfTrimmer.Trim(Original).Content.Length : TrimmedBytes ?? Content.Length;

    private string? Prove(ReadOnlySequence<byte> result, PermittedChanges permitted, IReadOnlyList<LibraryEdit> edits)
    {
        try
        {
            // The rules of an edit take for granted that the result can be loaded, so they come second.
            var violation = ElfVerifier
                .Verify(Original, result, permitted)
                .Concat(edits.SelectMany(edit => edit.Rules(ElfFile.Read(result))))
                .FirstOrDefault();
            return violation is null ? null : $"the trimmed library failed verification: {violation}";
        }
        catch (InvalidElfException exception)
        {
            return exception.Message;
        }
    }
}
