namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A project restored from a feed that lacks its package: each restore takes seconds, so tests that only read its outcome share it.</summary>
public sealed class LackingFeed : IAsyncLifetime
{
    internal FeedConsumer Consumer { get; } = new();

    /// <summary>What the restore said.</summary>
    internal string Output { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Consumer.WriteProjectsAsync();
        Output = await Consumer.RestoreAsync();
    }

    public ValueTask DisposeAsync()
    {
        Consumer.Dispose();
        return ValueTask.CompletedTask;
    }
}
