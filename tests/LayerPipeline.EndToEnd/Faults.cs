using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace LayerPipeline.EndToEnd;

/// <summary>Faults of AWS that only an emulator has on request.</summary>
internal static class Faults
{
    private static readonly string? Endpoint = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");

    public static void SkipWithoutEmulator() =>
        Assert.SkipUnless(
            Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri.IsLoopback,
            "AWS_ENDPOINT_URL does not name an emulator on this machine: AWS has no faults on request."
        );

    /// <summary>Causes a fault for whatever the pattern matches; none times takes it back.</summary>
    public static async Task CauseAsync(string fault, int times, string match)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Endpoint!) };
        var wanted = new JsonObject
        {
            [fault] = new JsonObject { ["times"] = times, ["match"] = match },
        };
        using var answer = await client.PostAsJsonAsync(new Uri("_faults", UriKind.Relative), wanted);
        answer.EnsureSuccessStatusCode();
    }
}
