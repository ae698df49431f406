using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LayerPipeline.Reporting.Page;

/// <summary>
/// report.html: one file that shows a layer, without a server and without a request. Its policy allows the scripts and the style that it
/// holds and nothing else, so that not even a mistake of ours could load or run something foreign.
/// </summary>
internal static class ReportPage
{
    private const string Prefix = "page/";
    private const string Script = "script";

    /// <summary>Files of the script, in the order in which they are run.</summary>
    private static readonly string[] Scripts = ["model.js", "dom.js", "map.js", "panel.js", "budget.js", "tables.js", "main.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where it goes; it stays open.</param>
    /// <param name="data">What it shows.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>When it is written.</returns>
    public static async Task WriteAsync(Stream stream, ReportData data, CancellationToken cancellationToken)
    {
        var parts = Resource("page.html").Split("{{");
        await WriteTextAsync(stream, parts[0], cancellationToken);
        foreach (var part in parts.Skip(1))
        {
            var end = part.IndexOf("}}", StringComparison.Ordinal);
            await WritePartAsync(stream, part[..end], data, cancellationToken);
            await WriteTextAsync(stream, part[(end + 2)..], cancellationToken);
        }
    }

    private static Task WritePartAsync(Stream stream, string name, ReportData data, CancellationToken cancellationToken) =>
        name switch
        {
            // The encoder of JSON escapes <, >, & and quotation marks, so that no text can end the element.
            "data" => JsonSerializer.SerializeAsync(stream, data, ReportJson.Default.ReportData, cancellationToken),
            "title" => WriteTextAsync(stream, WebUtility.HtmlEncode(ShownTextConverter.Shown(data.Title)), cancellationToken),
            "policy" => WriteTextAsync(stream, Policy(), cancellationToken),
            _ => WriteTextAsync(stream, Text(name), cancellationToken),
        };

    private static string Policy() =>
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        + $"script-src {Hash("d3-hierarchy.min.js")} {Hash(Script)}; style-src {Hash("page.css")}";

    private static string Hash(string name) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text(name))))}'";

    private static Task WriteTextAsync(Stream stream, string text, CancellationToken cancellationToken) =>
        stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).AsTask();

    private static string Text(string name) => name == Script ? string.Join('\n', Scripts.Select(Resource)) : Resource(name);

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(Prefix + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
