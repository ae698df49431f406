using System.Text.Json;
using System.Text.Json.Serialization;
using LayerPipeline.Binaries;
using LayerPipeline.Gates;
using LayerPipeline.Installing;
using LayerPipeline.Probing;
using LayerPipeline.Pruning;
using LayerPipeline.Publishing;
using LayerPipeline.Repairing;
using LayerPipeline.Requests;
using LayerPipeline.Runtimes;

namespace LayerPipeline.Runs;

/// <summary>How the files of a run are written as JSON: camel case, indented, nulls left out, no reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NewLine = "\n",
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(LayerRequest))]
[JsonSerializable(typeof(BuildPlan))]
[JsonSerializable(typeof(InstallReport))]
[JsonSerializable(typeof(ProbeReport))]
[JsonSerializable(typeof(RuntimeLibraryTable))]
[JsonSerializable(typeof(KernelCatalog))]
[JsonSerializable(typeof(RuleFile))]
[JsonSerializable(typeof(PruneReport))]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(RepairLog))]
[JsonSerializable(typeof(LayerManifest))]
[JsonSerializable(typeof(RuntimeCatalog))]
[JsonSerializable(typeof(ProbeArguments))]
public sealed partial class PipelineJson : JsonSerializerContext;
