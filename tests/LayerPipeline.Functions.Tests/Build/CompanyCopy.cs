using LayerPipeline.Testing;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A copy of the sources beside a company's feed: it is restored once for all that is published of it.</summary>
public sealed class CompanyCopy : IAsyncLifetime
{
    private readonly CompanyFeed _company = new();

    internal TemporaryFolder Folder { get; } = new();

    internal SourceCopy Source => field ??= SourceCopy.To(Folder["source"]);

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(Source.Find("nuget.config"), _company.Config);

    public async ValueTask DisposeAsync()
    {
        await _company.DisposeAsync();
        Folder.Dispose();
    }
}
