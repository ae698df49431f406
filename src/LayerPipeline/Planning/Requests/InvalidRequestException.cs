namespace LayerPipeline.Planning.Requests;

/// <summary>The request can't be built as it stands. Raised before anything runs.</summary>
/// <param name="field">The request's field in JSON notation, for example <c>budget.reserveBytes</c>.</param>
/// <param name="value">The value that was found, shortened.</param>
/// <param name="problem">What is wrong with it, what is allowed, and what to do next.</param>
public sealed class InvalidRequestException(string field, string? value, string problem)
    : LayerPipelineException(value is null ? $"{field}: {problem}" : $"{field}: '{value}' {problem}")
{
    /// <summary>The request's field in JSON notation.</summary>
    public string Field { get; } = field;

    /// <summary>The value that was found, or null when the field is missing.</summary>
    public string? Value { get; } = value;
}
