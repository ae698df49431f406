using System.Buffers;
using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Foundation.Messages;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Recording.Materials;

/// <summary>
/// provenance.json: how a layer was made, as an in-toto statement with a predicate of SLSA. It states what a build saw, and is not signed.
/// Sources: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md and https://slsa.dev/spec/v1.0/provenance.
/// </summary>
internal static class Provenance
{
    /// <summary>How a build of this form is made again: what it is given, and what the parameters mean.</summary>
    public const string BuildType = "urn:layer-pipeline:build:1";

    /// <summary>Annotation of a wheel: the distribution's normalised name.</summary>
    public const string DistributionNote = "distribution";

    /// <summary>Annotation of a wheel: the distribution's version.</summary>
    public const string VersionNote = "version";

    /// <summary>Annotation of what was resolved and is not in the layer.</summary>
    public const string LeftToRuntime = "leftToRuntime";

    /// <summary>The version of LayerPipeline that this is.</summary>
    public static string OwnVersion => typeof(Provenance).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Type of an in-toto statement.</summary>
    public const string StatementType = "https://in-toto.io/Statement/v1";

    /// <summary>Type of what it says: SLSA's provenance.</summary>
    public const string PredicateType = "https://slsa.dev/provenance/v1";

    private const string OneMachine = "urn:layer-pipeline:builder:one-machine";
    private const string Workflow = "urn:layer-pipeline:builder:aws";

    /// <summary>Writes it.</summary>
    /// <param name="materials">What the layer was made of.</param>
    /// <param name="identity">The identity of the build.</param>
    /// <param name="rulesVersion">Version of the rules.</param>
    /// <param name="probeVersion">Version of the probe.</param>
    /// <param name="isOfWorkflow">Whether the workflow on AWS built it.</param>
    /// <returns>The file, in UTF-8.</returns>
    public static byte[] Write(LayerMaterials materials, string identity, string rulesVersion, string probeVersion, bool isOfWorkflow)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("_type", StatementType);
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", RunFiles.Layer);
            WriteDigest(json, materials.LayerSha256);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteStartObject("buildDefinition");
            json.WriteString("buildType", BuildType);
            WriteParameters(json, materials);
            json.WriteStartObject("internalParameters");
            json.WriteString("identity", identity);
            json.WriteString("rules", rulesVersion);
            json.WriteString("probe", probeVersion);
            WriteAll(json, "restored", materials.Restored);
            json.WriteEndObject();
            WriteMaterials(json, materials.Install);
            json.WriteEndObject();
            WriteBuilder(json, materials.Install, isOfWorkflow);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Of the environment only the names: a value may be a secret.</summary>
    private static void WriteParameters(Utf8JsonWriter json, LayerMaterials materials)
    {
        var plan = materials.Plan;
        json.WriteStartObject("externalParameters");
        json.WriteString("name", plan.Name);
        json.WriteString("runtime", plan.Runtime.Name);
        json.WriteString("architecture", plan.Architecture);
        WriteAll(json, "requirements", plan.RequirementsText.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        WriteAll(json, "constraints", (plan.ConstraintsText ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries));
        json.WriteNumber("budgetBytes", plan.BudgetBytes);
        json.WriteString("upTo", plan.Request.Prune.UpTo);
        json.WriteBoolean("smallest", plan.Request.Prune.Smallest);
        json.WriteBoolean("links", plan.Request.Prune.Links);
        json.WriteBoolean("keepsGpu", plan.Request.Prune.Gpu == GpuMode.Keep);
        WriteAll(json, "keep", plan.Request.Prune.Keep);
        WriteAll(json, "drop", plan.Request.Prune.Drop);
        WriteAll(json, "probes", plan.Request.Probes);
        json.WriteString("bytecode", plan.Request.Bytecode.ToString());
        WriteAll(json, "environment", plan.Request.Environment.Keys.Order(StringComparer.Ordinal));
        json.WritePropertyName("request");
        // No text of it ends in the middle of what is masked: quotation marks are escaped.
        json.WriteRawValue(Credentials.Mask(JsonSerializer.Serialize(Repeatable(plan), PlanningJson.Default.LayerRequest)));
        json.WriteEndObject();
    }

    /// <summary>
    /// The request by which the layer is made again: direct requirements, whatever file named them, and nothing of the machine, of secrets,
    /// and of publishing. What they resolved to is among the materials.
    /// </summary>
    private static LayerRequest Repeatable(BuildPlan plan)
    {
        var direct = plan.Requested.Concat(plan.Provided).ToHashSet(StringComparer.Ordinal);
        List<string> requirements =
        [
            .. plan
                .RequirementsText.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(WithoutHashes)
                .Where(line => direct.Contains(Requirement.Parse(line).NormalizedName)),
        ];
        // A file may name more than a list of packages.
        var isFile = requirements.Count > Limits.Requirements;
        return plan.Request with
        {
            Packages = isFile ? [] : requirements,
            Requirements = isFile ? string.Join('\n', requirements) : null,
            RequirementsFile = null,
            Extras = [],
            Groups = [],
            Environment = new Dictionary<string, string>(),
            SystemLibraries = [.. plan.Request.SystemLibraries.Select(library => library[(library.LastIndexOf('/') + 1)..])],
            Publish = new PublishRequest(),
        };
    }

    private static string WithoutHashes(string line)
    {
        var hashes = line.IndexOf(" --hash=", StringComparison.Ordinal);
        return hashes < 0 ? line : line[..hashes];
    }

    private static void WriteMaterials(Utf8JsonWriter json, InstallReport install)
    {
        json.WriteStartArray("resolvedDependencies");
        foreach (var item in install.Distributions)
        {
            WriteDistribution(json, item, isLeftOut: false);
        }

        foreach (var library in install.SystemLibraries)
        {
            json.WriteStartObject();
            json.WriteString("name", library.Name);
            json.WriteString("uri", $"urn:layer-pipeline:system-library:{Uri.EscapeDataString(library.Name)}");
            WriteDigest(json, library.Sha256);
            json.WriteEndObject();
        }

        foreach (var item in install.LeftOut)
        {
            WriteDistribution(json, item, isLeftOut: true);
        }

        json.WriteEndArray();
    }

    private static void WriteDistribution(Utf8JsonWriter json, InstalledDistribution item, bool isLeftOut)
    {
        json.WriteStartObject();
        json.WriteString("name", item.File);
        json.WriteString("uri", item.Url ?? PackageUrl.Of(item.Name, item.Version));
        if (item.Sha256 is { } sha256)
        {
            WriteDigest(json, sha256);
        }

        json.WriteStartObject("annotations");
        json.WriteString(DistributionNote, item.Name);
        json.WriteString(VersionNote, item.Version);
        if (isLeftOut)
        {
            json.WriteBoolean(LeftToRuntime, true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBuilder(Utf8JsonWriter json, InstallReport install, bool isOfWorkflow)
    {
        json.WriteStartObject("runDetails");
        json.WriteStartObject("builder");
        json.WriteString("id", isOfWorkflow ? Workflow : OneMachine);
        json.WriteStartObject("version");
        json.WriteString("layer-pipeline", OwnVersion);
        json.WriteString("python", install.Python);
        json.WriteString("pip", install.Pip);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(Credentials.Mask(value));
        }

        json.WriteEndArray();
    }

    private static void WriteDigest(Utf8JsonWriter json, string sha256)
    {
        json.WriteStartObject("digest");
        json.WriteString("sha256", sha256);
        json.WriteEndObject();
    }
}
