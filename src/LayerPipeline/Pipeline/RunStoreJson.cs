using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LayerPipeline.Foundation.Files;

namespace LayerPipeline.Pipeline;

/// <summary>Reads and writes the JSON files of a run.</summary>
public static class RunStoreJson
{
    /// <summary>Longest JSON file that is read: far above the largest baseline seen (3 MB).</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Reads a file that must be there.</summary>
    /// <typeparam name="T">The file's record.</typeparam>
    /// <param name="store">The run.</param>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The record.</returns>
    /// <exception cref="RunFileException">The file is missing or malformed.</exception>
    public static async ValueTask<T> ReadJsonAsync<T>(
        this IRunStore store,
        string name,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class => await store.TryReadJsonAsync(name, type, cancellationToken) ?? throw PipelineSteps.Missing(name);

    /// <summary>Reads a file that may be missing.</summary>
    /// <typeparam name="T">The file's record.</typeparam>
    /// <param name="store">The run.</param>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The record, or null where there is no such file.</returns>
    /// <exception cref="RunFileException">The file is malformed.</exception>
    public static async ValueTask<T?> TryReadJsonAsync<T>(
        this IRunStore store,
        string name,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        await using var file = await store.OpenAsync(name, cancellationToken);
        if (file is null)
        {
            return null;
        }

        if (file.Length > MaxBytes)
        {
            throw new RunFileException($"{name} has {file.Length} bytes; at most {MaxBytes} are read.");
        }

        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(0, bytes, cancellationToken);
        return Deserialize(name, bytes, type);
    }

    /// <summary>Writes a file.</summary>
    /// <typeparam name="T">The file's record.</typeparam>
    /// <param name="store">The run.</param>
    /// <param name="name">One of <see cref="RunFiles"/>.</param>
    /// <param name="value">The record.</param>
    /// <param name="type">How it is written.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When the file is there.</returns>
    public static async ValueTask WriteJsonAsync<T>(
        this IRunStore store,
        string name,
        T value,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        await using var writer = await store.CreateAsync(name, cancellationToken);
        await JsonSerializer.SerializeAsync(writer.Content, value, type, cancellationToken);
        await writer.CommitAsync(cancellationToken);
    }

    private static T Deserialize<T>(string name, byte[] bytes, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return StrictJson.Read(bytes, type) ?? throw new RunFileException($"{name} is null. Run the step that writes it again.");
        }
        catch (JsonException e)
        {
            throw new RunFileException($"{name} is not what its step writes: {e.Message} Run the step that writes it again.", e);
        }
    }
}
