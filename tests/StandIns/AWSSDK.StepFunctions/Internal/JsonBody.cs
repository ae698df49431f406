using System.Text.Json;

namespace Amazon.StepFunctions.Internal;

/// <summary>The members of a request that are set.</summary>
internal sealed class JsonBody(Utf8JsonWriter writer)
{
    public void Add(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    public void Add(string name, bool? value)
    {
        if (value is { } known)
        {
            writer.WriteBoolean(name, known);
        }
    }

    public void Add(string name, int? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
