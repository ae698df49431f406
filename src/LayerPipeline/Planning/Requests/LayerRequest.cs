using System.Text.Json.Serialization;

namespace LayerPipeline.Planning.Requests;

/// <summary>
/// What a user asks for: the JSON of a console-started execution, of an object under <c>requests/</c>,
/// of a schedule, or of a file given to the command line. Only <see cref="Packages"/> or <see cref="Requirements"/> is needed.
/// </summary>
public sealed record LayerRequest
{
    /// <summary>Layer name, 1 to 140 characters of <c>[a-zA-Z0-9-_]</c>; made from the packages when absent.</summary>
    public string? Name { get; init; }

    /// <summary>Requirements by PEP 508: a name, with extras, versions and a marker where wanted.</summary>
    public IReadOnlyList<string> Packages
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// The text of a requirements file, of pylock.toml, uv.lock or pyproject.toml, instead of or added to <see cref="Packages"/>.
    /// </summary>
    public string? Requirements { get; init; }

    /// <summary>
    /// A file with the same content beside the request: its path below the request's folder, on one machine or in the bucket. Of a request
    /// that is in neither, below <c>requests/</c> in the bucket.
    /// </summary>
    public string? RequirementsFile { get; init; }

    /// <summary>Extras of the project that a lock file or pyproject.toml describes; none where absent.</summary>
    public IReadOnlyList<string> Extras
    {
        get => field ?? [];
        init;
    }

    /// <summary>Dependency groups of that project (PEP 735); none where absent, not even <c>dev</c>.</summary>
    public IReadOnlyList<string> Groups
    {
        get => field ?? [];
        init;
    }

    /// <summary>Python versions such as <c>3.13</c>; JSON takes one string or a list.</summary>
    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string> Python
    {
        get => field ?? [];
        init;
    }

    /// <summary><c>x86_64</c>, <c>arm64</c> or both; JSON takes one string or a list.</summary>
    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string> Architecture
    {
        get => field ?? [];
        init;
    }

    /// <summary>How much of Lambda's limit this layer may use.</summary>
    public BudgetRequest Budget
    {
        get => field ?? new();
        init;
    }

    /// <summary>How far pruning may go.</summary>
    public PruneRequest Prune
    {
        get => field ?? new();
        init;
    }

    /// <summary>
    /// For rules of the tier <c>data</c> that choose among parts of one kind, such as locales: names of the parts that stay, by rule.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Data
    {
        get => field ?? new Dictionary<string, IReadOnlyList<string>>();
        init;
    }

    /// <summary>
    /// Libraries of the system that go into the layer's lib folder, with what they need in turn: names as in DT_NEEDED such as
    /// <c>libgomp.so.1</c>, on one machine paths of files, or <c>auto</c> for what the packages need and the runtime lacks. JSON takes one
    /// string or a list.
    /// </summary>
    [JsonConverter(typeof(OneOrManyConverter))]
    public IReadOnlyList<string> SystemLibraries
    {
        get => field ?? [];
        init;
    }

    /// <summary>Which distributions the layer may keep compressed until a function imports them; null where nothing is said: none.</summary>
    public ColdStoreRequest? ColdStore { get; init; }

    /// <summary>Which bytecode the layer has.</summary>
    public BytecodeMode Bytecode { get; init; }

    /// <summary>What becomes of distributions that the runtime has of its own.</summary>
    public RuntimeProvides RuntimeProvides { get; init; }

    /// <summary>Python code that must work on the layer if it works on the untouched packages.</summary>
    public IReadOnlyList<string> Probes
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Environment variables that the function will have, by name: the packages are tried with the same. A layer can't set them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment
    {
        get => field ?? new Dictionary<string, string>();
        init;
    }

    /// <summary>Distributions that may be broken, or break others: what the packages as pip left them can't do stops no build.</summary>
    public IReadOnlyList<string> AllowBroken
    {
        get => field ?? [];
        init;
    }

    /// <summary>How the layer is published.</summary>
    public PublishRequest Publish
    {
        get => field ?? new();
        init;
    }

    /// <summary>What installs the packages.</summary>
    public Installer Installer
    {
        get => field ?? Installer.Pip;
        init;
    }

    /// <summary>Whether distributions without a wheel may be compiled in the runtime's image.</summary>
    public bool AllowBuild { get; init; }
}
