using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LayerPipeline.Functions.Tests.Build;

/// <summary>A NuGet source over HTTP that answers and has no package, as a company's feed beside the public one.</summary>
internal sealed class CompanyFeed : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public CompanyFeed()
    {
        Address = $"http://localhost:{FreePort()}/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    private string Address { get; }

    /// <summary>A nuget.config that adds it to the sources of the machine.</summary>
    public string Config =>
        $"""
            <configuration>
              <packageSources>
                <add key="company" value="{Address}index.json" protocolVersion="3" allowInsecureConnections="true" />
              </packageSources>
            </configuration>
            """;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            await AnswerAsync(context);
        }
    }

    /// <summary>Source: https://learn.microsoft.com/nuget/api/service-index.</summary>
    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var response = context.Response;
        if (context.Request.Url!.AbsolutePath != "/index.json")
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }

        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(
            Encoding.UTF8.GetBytes(
                $$"""{"version":"3.0.0","resources":[{"@id":"{{Address}}packages/","@type":"PackageBaseAddress/3.0.0"}]}"""
            )
        );
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
