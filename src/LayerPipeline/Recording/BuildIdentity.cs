using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using LayerPipeline.Formats.Packaging;
using LayerPipeline.Installing;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;

namespace LayerPipeline.Recording;

/// <summary>
/// The identity of a build: equal identities make equal layers, so what is published under one need not be built again.
/// It covers the layer's name, runtime and architecture, what was resolved (names, versions, hashes), everything of the request
/// that changes the layer's content or its proof, and the versions of rules and probe. It does not cover how the requirements
/// were written (only what they resolved to), but for the hashes of locks, so that what is published can be told to be of a lock; nor most of
/// <c>publish</c>: a description, sharing and kept versions change no byte.
/// A signature does, and a version that Lambda is to read from the bucket is another one than a version that it copied.
/// </summary>
public static class BuildIdentity
{
    private const int Form = 1;

    /// <summary>Computes the identity.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="install">What the plan's requirements resolved to.</param>
    /// <param name="rulesVersion">Version of the rules that prune.</param>
    /// <param name="probeVersion">Version of the probe that proves.</param>
    /// <returns>SHA-256 of the facts above as JSON, in lower-case hexadecimal.</returns>
    public static string Compute(BuildPlan plan, InstallReport install, string rulesVersion, string probeVersion)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("form", Form);
            json.WriteString("name", plan.Name);
            json.WriteString("runtime", plan.Runtime.Name);
            json.WriteString("architecture", plan.Architecture);
            json.WriteString("rules", rulesVersion);
            json.WriteString("probe", probeVersion);
            WriteInstall(json, plan, install);
            WriteRequest(json, plan.Request);
            WriteLocks(json, plan);
            WritePublication(json, plan);
            json.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    // A foreign install was not probed: the same files, but no proof that a later build may rely on.
    private static void WriteInstall(Utf8JsonWriter json, BuildPlan plan, InstallReport install)
    {
        json.WriteBoolean("foreign", install.Foreign);
        json.WriteStartArray("distributions");
        // What resolves a request leaves nothing out; that only the runtime's packages need some does not change with their versions.
        var resolved = install.Distributions.Concat(install.LeftOut).Where(item => !plan.Provided.Contains(item.Name));
        foreach (var distribution in resolved.OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(distribution.Name);
            json.WriteStringValue(distribution.Version);
            json.WriteStringValue(distribution.Sha256 ?? distribution.File);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void WriteRequest(Utf8JsonWriter json, LayerRequest request)
    {
        json.WriteNumber("reserveBytes", request.Budget.ReserveBytes);
        // The field's old name: the same request must have the same identity as before.
        WriteSorted(json, "besides", request.Budget.OtherLayers);
        json.WriteString("upTo", request.Prune.UpTo);
        json.WriteBoolean("smallest", request.Prune.Smallest);
        json.WriteBoolean("links", request.Prune.Links);
        WriteSorted(json, "keep", request.Prune.Keep);
        WriteSorted(json, "drop", request.Prune.Drop);
        WriteSorted(json, "probes", request.Probes);
        json.WriteString("bytecode", request.Bytecode.ToString());
        if (request.Budget.ZipBytes is { } zipBytes)
        {
            json.WriteNumber("zipBytes", zipBytes);
        }
        if (request.Budget.OtherLayersBytes is { } others)
        {
            json.WriteNumber("otherLayersBytes", others);
        }

        if (request.AllowBroken.Count > 0)
        {
            WriteSorted(json, "allowBroken", request.AllowBroken);
        }

        WriteData(json, request.Data);
        WriteEnvironment(json, request.Environment);
        if (request.Prune.Gpu != GpuMode.Remove)
        {
            json.WriteString("gpu", request.Prune.Gpu.ToString());
        }

        if (request.RuntimeProvides != RuntimeProvides.Bundle)
        {
            json.WriteString("runtimeProvides", request.RuntimeProvides.ToString());
        }

        if (request.ColdStore is { IsOff: false } cold)
        {
            WriteSorted(json, "coldStore", cold.IsAuto ? [ColdStoreRequest.Auto] : [.. cold.Names.Select(RequirementName.Normalize)]);
        }

        if (request.SystemLibraries.Count > 0)
        {
            // Their names only: which version the image has is not known before anything is built.
            WriteSorted(json, "systemLibraries", request.SystemLibraries);
        }
    }

    /// <summary>Nothing for none: the identity is the same as before these were known.</summary>
    private static void WriteLocks(Utf8JsonWriter json, BuildPlan plan)
    {
        string[] locks = [.. plan.Sources.Where(source => source.IsLock).Select(source => source.Sha256)];
        if (locks.Length > 0)
        {
            WriteSorted(json, "locks", locks);
        }
    }

    /// <summary>Nothing for what is neither signed nor kept in the bucket: its identity is the same as before these were known.</summary>
    private static void WritePublication(Utf8JsonWriter json, BuildPlan plan)
    {
        if (plan.SigningProfileArn is { } profile)
        {
            json.WriteString("signingProfile", profile);
        }

        if (plan.Request.Publish.Storage == LayerStorage.Reference)
        {
            json.WriteString("storage", LayerStorage.Reference);
        }
    }

    /// <summary>Nothing for none: the identity is the same as before these were known.</summary>
    private static void WriteEnvironment(Utf8JsonWriter json, IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count == 0)
        {
            return;
        }

        json.WriteStartObject("environment");
        foreach (var (name, value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<string>> data)
    {
        if (data.Count == 0)
        {
            return;
        }

        json.WriteStartObject("data");
        foreach (var (rule, names) in data.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteSorted(json, rule, names);
        }

        json.WriteEndObject();
    }

    private static void WriteSorted(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
