using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace LayerPipeline.EndToEnd;

/// <summary>Tells an emulator to fail as AWS does. Each fault matches names of one test alone, since tests run beside one another.</summary>
internal static class Faults
{
    private static readonly HttpClient Http = new();

    /// <summary>Announces a fault, or skips the test where the endpoint can't be told to fail.</summary>
    public static async Task InjectAsync(string fault, string match, int times, string? state = null)
    {
        var order = new JsonObject { ["times"] = times, ["match"] = match };
        if (state is not null)
        {
            order["state"] = state;
        }

        // In one piece: an emulator may not read what comes in chunks.
        using var body = new StringContent(new JsonObject { [fault] = order }.ToJsonString());
        var answer = await Http.PostAsync(Address, body);
        Assert.SkipWhen(answer.StatusCode == HttpStatusCode.NotFound, "The endpoint can't be told to fail; only an emulator can.");
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>That a fault happened as often as it was announced.</summary>
    public static async Task ShouldHaveHappenedAsync(string match)
    {
        var left = JsonNode.Parse(await Http.GetStringAsync(Address))!["left"]!.ToJsonString();
        left.ShouldNotContain(match, Case.Sensitive);
    }

    /// <summary>Takes a fault back.</summary>
    public static async Task TakeBackAsync(string fault, string match) => await InjectAsync(fault, match, times: 0);

    /// <summary>The throwaway function of a layer for Python 3.13 on x86_64, as Plan names it: by bucket, layer, runtime and processor.</summary>
    public static string FunctionOf(Deployment deployment, string layer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"s3://{deployment.Bucket}/\n{layer}\npython3.13\nx86_64")))[..20];

    private static Uri Address => new(new Uri(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL")!), "/_faults");
}
