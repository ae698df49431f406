using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Installing.Libraries;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Recording.Materials;

/// <summary>Reads provenance.json, which anybody may have written.</summary>
public static class ProvenanceReader
{
    private const int Sha256Characters = 64;

    /// <summary>The version of LayerPipeline that this is, as it writes it into a provenance.</summary>
    public static string OwnVersion => Provenance.OwnVersion;

    /// <summary>Reads it.</summary>
    /// <param name="content">The file.</param>
    /// <returns>What it says of the build.</returns>
    /// <exception cref="InvalidProvenanceException">It is no provenance of a layer, or one that does not say enough.</exception>
    public static RecordedBuild Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second comes of escapes that are half a character.
            throw new InvalidProvenanceException($"it is malformed JSON: {MessageText.Shorten(e.Message).TrimEnd('.')}", e);
        }
    }

    private static RecordedBuild Read(JsonElement root)
    {
        var predicate = Get(root, "predicate", JsonValueKind.Object);
        var definition = Get(predicate, "buildDefinition", JsonValueKind.Object);
        MustBe(root, "_type", Provenance.StatementType);
        MustBe(root, "predicateType", Provenance.PredicateType);
        MustBe(definition, "buildType", Provenance.BuildType);
        var external = Get(definition, "externalParameters", JsonValueKind.Object);
        var own = Get(definition, "internalParameters", JsonValueKind.Object);
        var builder = Get(Get(predicate, "runDetails", JsonValueKind.Object), "builder", JsonValueKind.Object);
        var versions = Get(builder, "version", JsonValueKind.Object);
        return new RecordedBuild
        {
            LayerSha256 = Subject(Get(root, "subject", JsonValueKind.Array)),
            Request = Request(external),
            Install = Install(Get(definition, "resolvedDependencies", JsonValueKind.Array), versions),
            Restored = Texts(own, "restored"),
            Environment = Texts(external, "environment"),
            Tool = Text(versions, "layer-pipeline"),
            Rules = Text(own, "rules"),
            Probe = Text(own, "probe"),
        };
    }

    private static void MustBe(JsonElement parent, string name, string expected)
    {
        var found = Text(parent, name);
        if (found != expected)
        {
            throw new InvalidProvenanceException($"its {name} is '{MessageText.Shorten(found)}' and not '{expected}'");
        }
    }

    private static string Subject(JsonElement subjects) =>
        subjects.GetArrayLength() == 1 && Digest(subjects[0]) is { } sha256
            ? sha256
            : throw new InvalidProvenanceException("it has not one subject with a SHA-256");

    private static LayerRequest Request(JsonElement external)
    {
        if (!external.TryGetProperty("request", out var request))
        {
            throw new InvalidProvenanceException("it does not hold the request, because an earlier version of LayerPipeline wrote it");
        }

        return JsonNulls.IsIn(request)
            ? throw new InvalidProvenanceException("its request holds a null")
            : request.Deserialize(PlanningJson.Default.LayerRequest)!;
    }

    private static InstallReport Install(JsonElement dependencies, JsonElement versions)
    {
        var distributions = new List<InstalledDistribution>();
        var leftOut = new List<InstalledDistribution>();
        var libraries = new List<SystemLibrary>();
        foreach (var item in dependencies.EnumerateArray())
        {
            var name = Text(item, "name");
            if (!item.TryGetProperty("annotations", out var notes))
            {
                libraries.Add(
                    Library(name, Digest(item) ?? throw new InvalidProvenanceException($"'{MessageText.Shorten(name)}' has no SHA-256"))
                );
                continue;
            }

            var isLeftOut = notes.TryGetProperty(Provenance.LeftToRuntime, out _);
            (isLeftOut ? leftOut : distributions).Add(Distribution(name, notes, Digest(item)));
        }

        return new InstallReport
        {
            Python = Text(versions, "python"),
            Pip = Text(versions, "pip"),
            Distributions = distributions,
            LeftOut = leftOut,
            SystemLibraries = libraries,
        };
    }

    /// <summary>Name and version become a line that the installer reads, so they must be nothing else.</summary>
    private static InstalledDistribution Distribution(string file, JsonElement notes, string? sha256)
    {
        var (name, version) = (Text(notes, Provenance.DistributionNote), Text(notes, Provenance.VersionNote));
        try
        {
            var pin = Requirement.Parse($"{name}=={version}");
            if (pin.IsPinned && pin.NormalizedName == name && pin.Marker is null)
            {
                return new InstalledDistribution
                {
                    Name = name,
                    Version = version,
                    File = file,
                    Sha256 = sha256,
                };
            }
        }
        catch (InvalidRequirementException)
        {
            // Said below.
        }

        throw new InvalidProvenanceException(
            $"'{MessageText.Shorten(name)}' and '{MessageText.Shorten(version)}' are no name and version of a distribution"
        );
    }

    private static SystemLibrary Library(string name, string sha256) =>
        new()
        {
            Name = name,
            Source = "",
            Wanted = name,
            Sha256 = sha256,
            Bytes = 0,
        };

    private static string? Digest(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && item.TryGetProperty("digest", out var digest)
        && digest.ValueKind == JsonValueKind.Object
        && digest.TryGetProperty("sha256", out var sha256)
        && sha256.ValueKind == JsonValueKind.String
        && sha256.GetString() is { Length: Sha256Characters } text
        && text.All(char.IsAsciiHexDigitLower)
            ? text
            : null;

    private static IReadOnlyList<string> Texts(JsonElement parent, string name) =>
        [
            .. Get(parent, name, JsonValueKind.Array)
                .EnumerateArray()
                .Select(item =>
                    item.ValueKind == JsonValueKind.String
                        ? item.GetString()!
                        : throw new InvalidProvenanceException($"its '{name}' holds something else than texts")
                ),
        ];

    private static string Text(JsonElement parent, string name) => Get(parent, name, JsonValueKind.String).GetString()!;

    private static JsonElement Get(JsonElement parent, string name, JsonValueKind kind) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == kind
            ? value
            : throw new InvalidProvenanceException($"it has no '{name}' of the form that a build writes");
}
