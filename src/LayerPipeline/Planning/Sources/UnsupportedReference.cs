using System.Text.RegularExpressions;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Sources;

/// <summary>Recognises what pip would take as a package and a request may not name: options, URLs, paths and variables.</summary>
internal static partial class UnsupportedReference
{
    // What a reference is shows at its beginning; the patterns below are not made for long texts.
    private const int JudgedLength = 1_000;
    private const string Names = "only names with versions are allowed, such as pandas>=2";

    /// <summary>How to have packages compiled.</summary>
    public const string AllowBuild = "set \"allowBuild\": true (on the command line: --allow-build) to compile packages without a wheel";

    /// <summary>Says why a text is refused.</summary>
    /// <param name="text">A package or a line of a requirements text.</param>
    /// <returns>What it is and what to do instead, or null where it is none of these.</returns>
    public static string? Explain(string text) => ExplainStart(text[..Math.Min(text.Length, JudgedLength)]);

    private static string? ExplainStart(string text) =>
        text switch
        {
            _ when Variable().IsMatch(text) =>
                "contains an environment variable, which would differ from machine to machine; write the value itself",
            ['-', ..] => ExplainOption(text),
            _ when VersionControl().IsMatch(text) =>
                $"is a reference to version control; {Names}. Build a wheel of it and provide it through --find-links or your own index",
            _ when Url().IsMatch(text) => $"is a URL; {Names}. Provide the file through --find-links or your own index",
            _ when Path().IsMatch(text) => $"is a path; {Names}. Provide the file through --find-links",
            _ => null,
        };

    /// <summary>Says where an option belongs that is not taken where it stands.</summary>
    /// <param name="text">The line, which begins with the option.</param>
    /// <returns>What to do instead.</returns>
    public static string ExplainOption(string text)
    {
        var option = text.Split([' ', '=', '\t'], 2)[0];
        var advice = option switch
        {
            "-r" or "--requirement" => "put that file's lines here, or give it to the command line as -r",
            "-c" or "--constraint" => "give constraints to the command line as -c, or write the versions here",
            "-e" or "--editable" =>
                "leave it out if it is the project itself, whose own code is not part of a layer (uv export --no-emit-project), else build a wheel "
                    + "of it and provide it through --find-links or your own index",
            "-i" or "--index-url" or "--extra-index-url" or "-f" or "--find-links" or "--no-index" or "--trusted-host" =>
                "set the index on the command line or in pip's own configuration (on AWS: the template's parameter IndexSecretArn)",
            "--only-binary" or "--prefer-binary" =>
                "omit it: wheels are taken wherever there are any, and nothing else without \"allowBuild\"",
            "--pre" => "omit it, and allow a version before its release with its package, such as name>=2.0rc1",
            "--no-binary" => AllowBuild,
            "--hash" => "hashes follow their requirement on its line in \"requirements\"",
            _ => "omit it",
        };
        return $"is a pip option, not a package; {advice}";
    }

    /// <summary>Says why <c>-r</c> or <c>-c</c> can't name something.</summary>
    /// <param name="reference">What it names.</param>
    /// <returns>What it is and what to do instead, or null for a path.</returns>
    public static string? ExplainFile(string reference) =>
        Variable().IsMatch(reference)
            ? "contains an environment variable, which would differ from machine to machine; write the path itself"
        : IsUrl(reference) ? "is a URL; only files are read: download it, and name the file"
        : null;

    /// <summary>Whether pip would fetch it.</summary>
    public static bool IsUrl(string place) => place.Contains("://", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\{[A-Za-z0-9_]+\}", RegexOptions.CultureInvariant, Matching.Milliseconds)]
    private static partial Regex Variable();

    [GeneratedRegex(
        @"(?:\A|@\s*|\s)(?:git|hg|svn|bzr)(?:\+|://)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Matching.Milliseconds
    )]
    private static partial Regex VersionControl();

    [GeneratedRegex(
        @"[A-Za-z][A-Za-z0-9+.-]{0,30}://|\Afile:|@\s*file:",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Matching.Milliseconds
    )]
    private static partial Regex Url();

    [GeneratedRegex(
        @"\A[./\\~]|\A[A-Za-z]:[\\/]|\A[^;<>=!~\s\[]*[/\\]|\A\S+\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tar\.xz)\z",
        RegexOptions.CultureInvariant,
        Matching.Milliseconds
    )]
    private static partial Regex Path();
}
