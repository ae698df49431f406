namespace LayerPipeline.Functions.Storage;

/// <summary>An object that is being sent, whole or in parts.</summary>
internal interface IUpload
{
    /// <summary>Sends the whole object in one request.</summary>
    Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Announces parts.</summary>
    Task BeginAsync(CancellationToken cancellationToken);

    /// <summary>Sends one part; may run in parallel with others. Numbers start at 1.</summary>
    Task SendAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Makes an object of the parts.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);

    /// <summary>Removes the parts.</summary>
    Task AbortAsync();
}
