using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LayerPipeline.Demo;

/// <summary>
/// RECORD: path, hash and size of each file.
/// https://packaging.python.org/en/latest/specifications/recording-installed-packages/#the-record-file
/// </summary>
public static class WheelRecord
{
    /// <summary>The file's text. RECORD itself stands in it without hash and size.</summary>
    public static string Text(IEnumerable<WheelFile> files, string recordPath)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            var hash = Base64Url.EncodeToString(SHA256.HashData(file.Content.Span));
            text.Append($"{Quoted(file.Path)},sha256={hash},{file.Content.Length}\n");
        }

        return text.Append($"{Quoted(recordPath)},,\n").ToString();
    }

    private static string Quoted(string path) => path.AsSpan().IndexOfAny(',', '"') < 0 ? path : $"\"{path.Replace("\"", "\"\"")}\"";
}
