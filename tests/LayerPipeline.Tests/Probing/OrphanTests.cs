using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Probing;

public sealed class OrphanTests : IDisposable
{
    private readonly ProbeTree tree = new();

    public void Dispose() => tree.Dispose();

    [Fact]
    public async Task A_probe_that_is_killed_leaves_no_process_behind()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        tree.With("m.py", $"import socket, time\ns = socket.create_connection(('127.0.0.1', {port}))\ntime.sleep(600)\n");

        using var probe = Process.Start(Python.Interpreter, tree.Command(tree.Arguments));
        using var module = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        probe.Kill();

        // The module's process holds its end of the connection for as long as it lives.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        (await module.GetStream().ReadAsync(new byte[1], limit.Token)).ShouldBe(0);
        await probe.WaitForExitAsync(limit.Token);
    }
}
