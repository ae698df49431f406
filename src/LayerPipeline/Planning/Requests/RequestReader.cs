using System.Text.Json;
using System.Text.Unicode;
using LayerPipeline.Foundation.Messages;

namespace LayerPipeline.Planning.Requests;

/// <summary>
/// Reads a request from JSON, strictly: a field that is misspelt or of another type is an error that names it.
/// What the fields hold is judged by <see cref="Planner"/>, which also sees requests that never were JSON.
/// </summary>
public static class RequestReader
{
    private const string Root = "request";
    private const string OtherLayers = "otherLayers";

    // What the field was called first; requests that say so are still taken.
    private const string OldOtherLayers = "besides";
    private static readonly string[] GpuWords = ["remove", "keep"];
    private static readonly string[] ProvidesWords = ["bundle", "use"];
    private static readonly string[] Words = ["hot", "all", "only", "none"];
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Reads a request.</summary>
    /// <param name="utf8Json">The JSON as UTF-8, at most 262,144 bytes, with or without a byte order mark.</param>
    /// <returns>The request as it was written; fields that are absent have their defaults.</returns>
    /// <exception cref="InvalidRequestException">The text is not JSON, or not a request.</exception>
    public static LayerRequest Read(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Length > Limits.RequestBytes)
        {
            throw new InvalidRequestException(Root, null, $"has {utf8Json.Length:N0} bytes; at most {Limits.RequestBytes:N0} are allowed");
        }

        var json = utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        if (!Utf8.IsValid(json.Span))
        {
            throw new InvalidRequestException(Root, null, "is not UTF-8; save the file with that encoding");
        }

        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return ReadRequest(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new InvalidRequestException(Root, null, Malformed(json.Span, exception));
        }
    }

    private static LayerRequest ReadRequest(JsonElement root)
    {
        var fields = new JsonObjectReader(
            root,
            "",
            "name",
            "packages",
            "requirements",
            "requirementsFile",
            "extras",
            "groups",
            "python",
            "architecture",
            "budget",
            "prune",
            "data",
            "systemLibraries",
            "coldStore",
            "bytecode",
            "runtimeProvides",
            "probes",
            "environment",
            "allowBroken",
            "publish",
            "installer",
            "allowBuild"
        );
        return new LayerRequest
        {
            Name = fields.Text("name"),
            Packages = fields.Texts("packages") ?? [],
            Requirements = fields.Text("requirements"),
            RequirementsFile = fields.Text("requirementsFile"),
            Extras = fields.Texts("extras") ?? [],
            Groups = fields.Texts("groups") ?? [],
            Python = fields.OneOrMany("python") ?? [],
            Architecture = fields.OneOrMany("architecture") ?? [],
            Budget = ReadBudget(fields.Object("budget", "reserveBytes", "zipBytes", OtherLayers, "otherLayersBytes", OldOtherLayers)),
            Prune = ReadPrune(fields.Object("prune", "upTo", "smallest", "keep", "drop", "links", "gpu")),
            Data = fields.Lists("data") ?? new Dictionary<string, IReadOnlyList<string>>(),
            SystemLibraries = fields.OneOrMany("systemLibraries") ?? [],
            ColdStore = ColdStoreRequest.Of(fields.OneOrMany("coldStore")),
            Bytecode = ReadBytecode(fields.Text("bytecode")),
            Installer = ReadInstaller(fields.Text("installer")),
            RuntimeProvides = ReadRuntimeProvides(fields.Text("runtimeProvides")),
            Probes = fields.Texts("probes") ?? [],
            Environment = fields.TextsByName("environment") ?? new Dictionary<string, string>(),
            AllowBroken = fields.Texts("allowBroken") ?? [],
            Publish = ReadPublish(fields.Object("publish", "description", "shareWith", "keepVersions", "storage")),
            AllowBuild = fields.Flag("allowBuild") ?? false,
        };
    }

    private static BudgetRequest ReadBudget(JsonObjectReader? fields) =>
        fields is null
            ? new()
            : new()
            {
                ReserveBytes = fields.Integer("reserveBytes") ?? 0,
                ZipBytes = fields.Integer("zipBytes"),
                OtherLayers = ReadOtherLayers(fields),
                OtherLayersBytes = fields.Integer("otherLayersBytes"),
            };

    /// <summary>The mode of a word; the command line takes the same words.</summary>
    /// <param name="word"><c>hot</c>, <c>all</c>, <c>only</c> or <c>none</c>; null for the default.</param>
    /// <returns>The mode.</returns>
    /// <exception cref="InvalidRequestException">It is another word.</exception>
    public static BytecodeMode ReadBytecode(string? word) =>
        word switch
        {
            null or "hot" => BytecodeMode.Hot,
            "all" => BytecodeMode.All,
            "only" => BytecodeMode.Only,
            "none" => BytecodeMode.None,
            _ => throw new InvalidRequestException(
                "bytecode",
                word,
                $"is not a choice of bytecode{Spelling.Hint(word, Words)}; allowed are {MessageText.List(Words)}"
            ),
        };

    /// <summary>The mode of a word; the command line takes the same words.</summary>
    /// <param name="word"><c>remove</c> or <c>keep</c>; null for the default.</param>
    /// <returns>The mode.</returns>
    /// <exception cref="InvalidRequestException">It is another word.</exception>
    public static GpuMode ReadGpu(string? word) =>
        word switch
        {
            null or "remove" => GpuMode.Remove,
            "keep" => GpuMode.Keep,
            _ => throw new InvalidRequestException(
                "prune.gpu",
                word,
                $"is not a choice for code for GPUs{Spelling.Hint(word, GpuWords)}; allowed are {MessageText.List(GpuWords)}"
            ),
        };

    /// <summary>Reads the word for an installer.</summary>
    /// <param name="word">The word, or null for the default.</param>
    /// <returns>The installer.</returns>
    /// <exception cref="InvalidRequestException">It is none of those that are known.</exception>
    public static Installer ReadInstaller(string? word) =>
        word is null
            ? Installer.Pip
            : Installer.TryParse(word)
                ?? throw new InvalidRequestException(
                    "installer",
                    MessageText.Shorten(word),
                    $"is not an installer{Spelling.Hint(word, Installer.Words)}; allowed are {MessageText.List(Installer.Words)}, and uv== with one "
                        + "version, such as uv==0.8.4"
                );

    /// <summary>The choice of a word; the command line takes the same words.</summary>
    /// <param name="word"><c>bundle</c> or <c>use</c>; null for the default.</param>
    /// <returns>The choice.</returns>
    /// <exception cref="InvalidRequestException">It is another word.</exception>
    public static RuntimeProvides ReadRuntimeProvides(string? word) =>
        word switch
        {
            null or "bundle" => RuntimeProvides.Bundle,
            "use" => RuntimeProvides.Use,
            _ => throw new InvalidRequestException(
                "runtimeProvides",
                word,
                $"is not a choice for what the runtime provides{Spelling.Hint(word, ProvidesWords)}; allowed are {MessageText.List(ProvidesWords)}"
            ),
        };

    private static IReadOnlyList<string> ReadOtherLayers(JsonObjectReader budget)
    {
        var old = budget.Texts(OldOtherLayers);
        return old is not null && budget.Texts(OtherLayers) is not null
            ? throw new InvalidRequestException(
                $"budget.{OldOtherLayers}",
                null,
                $"is the old name of budget.{OtherLayers}, which is given too; put all layers into budget.{OtherLayers}"
            )
            : budget.Texts(OtherLayers) ?? old ?? [];
    }

    private static PruneRequest ReadPrune(JsonObjectReader? fields)
    {
        var defaults = new PruneRequest();
        return fields is null
            ? defaults
            : new()
            {
                UpTo = fields.Text("upTo") ?? defaults.UpTo,
                Smallest = fields.Flag("smallest") ?? defaults.Smallest,
                Keep = fields.Texts("keep") ?? [],
                Drop = fields.Texts("drop") ?? [],
                Links = fields.Flag("links") ?? defaults.Links,
                Gpu = ReadGpu(fields.Text("gpu")),
            };
    }

    private static PublishRequest ReadPublish(JsonObjectReader? fields) =>
        fields is null
            ? new()
            : new()
            {
                Description = fields.Text("description"),
                ShareWith = fields.Texts("shareWith") ?? [],
                // A number beyond an int is out of the allowed range all the same, and is reported as such.
                KeepVersions = fields.Integer("keepVersions") is { } count ? (int)Math.Clamp(count, int.MinValue, int.MaxValue) : null,
                Storage = fields.Text("storage"),
            };

    private static string Malformed(ReadOnlySpan<byte> json, JsonException exception) =>
        $"is malformed JSON at {MalformedJson.Describe(json, exception)}. "
        + "A request is one object with double quotes, without comments or trailing commas, for example {\"packages\": [\"numpy\"]}";
}
