using System.Text.RegularExpressions;

namespace LayerPipeline.Foundation.Messages;

/// <summary>Keeps passwords and tokens in URLs out of messages and files.</summary>
internal static partial class Credentials
{
    /// <summary>Replaces what stands before the <c>@</c> of a URL's host with <c>****</c>.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The text without user names, passwords and tokens in URLs.</returns>
    public static string Mask(string text) => UserInfo().Replace(text, "${scheme}****@");

    // Greedy up to the last @ before the path: a password may hold an unescaped @.
    [GeneratedRegex(@"(?<scheme>://)[^\s/'""<>]*@", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Matching.Milliseconds)]
    private static partial Regex UserInfo();
}
