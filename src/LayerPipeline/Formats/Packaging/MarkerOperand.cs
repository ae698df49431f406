namespace LayerPipeline.Formats.Packaging;

/// <summary>One side of a marker's comparison: a variable or a quoted text.</summary>
/// <param name="Text">The variable's name, or the text without its quotes.</param>
/// <param name="IsVariable">Whether it is a variable.</param>
internal sealed record MarkerOperand(string Text, bool IsVariable)
{
    /// <summary>Whether it is the variable <c>extra</c>.</summary>
    public bool IsExtra => IsVariable && Text == "extra";

    /// <summary>Whether it is a set of names, as locks have them.</summary>
    public bool IsSet => IsVariable && MarkerEnvironment.LockVariables.Contains(Text);

    /// <summary>The operand's value.</summary>
    /// <param name="environment">Where the marker is evaluated.</param>
    /// <returns>The variable's value, or the text itself.</returns>
    public string Value(MarkerEnvironment environment) => IsVariable ? environment.Value(Text) : Text;

    /// <inheritdoc />
    public override string ToString()
    {
        if (IsVariable)
        {
            return Text;
        }

        return Text.Contains('"', StringComparison.Ordinal) ? $"'{Text}'" : $"\"{Text}\"";
    }
}
