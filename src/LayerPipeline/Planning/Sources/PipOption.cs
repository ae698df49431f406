namespace LayerPipeline.Planning.Sources;

/// <summary>An option of pip in a requirements file.</summary>
/// <param name="Name">Its long name, for example <c>--index-url</c>.</param>
/// <param name="Value">Its value as it is written, or null for a switch. It may hold a secret, so it is written to no file of a run.</param>
/// <param name="Field">Where it was written.</param>
internal sealed record PipOption(string Name, string? Value, string Field)
{
    /// <summary>The line for a requirements file. A variable in it is left to pip, which knows it.</summary>
    public string ToLine() => Value is null ? Name : $"{Name} {Quoted(Value)}";

    // pip splits such a line as a shell would.
    private static string Quoted(string value) =>
        value.Any(character => char.IsWhiteSpace(character) || character is '\'' or '"' or '\\')
            ? $"'{value.Replace("'", "'\"'\"'", StringComparison.Ordinal)}'"
            : value;
}
