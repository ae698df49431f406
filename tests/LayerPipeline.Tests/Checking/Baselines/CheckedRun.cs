using System.Buffers.Text;
using System.Security.Cryptography;
using LayerPipeline.Checking;
using LayerPipeline.Checking.Gates;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Probing;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Pruning;

namespace LayerPipeline.Tests.Checking.Baselines;

/// <summary>A run with made distributions and a made probe of them, which is pruned and checked whole.</summary>
internal sealed class CheckedRun
{
    private readonly List<TreeFile> _files = [];
    private readonly List<InstalledDistribution> _distributions = [];
    private readonly List<ProbeResult> _modules = [];
    private readonly List<HiddenModule> _hides = [];
    private readonly List<string> _pathFolders = [];

    /// <summary>Adds a distribution with its metadata.</summary>
    /// <param name="name">Its normalised name.</param>
    /// <param name="requiredBy">Names of those that need it.</param>
    /// <param name="files">Paths and contents.</param>
    public CheckedRun With(string name, string[] requiredBy, params (string Path, string Content)[] files)
    {
        var info = $"{name.Replace('-', '_')}-1.dist-info/";
        List<TreeFile> own =
        [
            .. files.Select(file => RawRun.Plain(file.Path, file.Content)),
            RawRun.Plain(info + "METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n"),
        ];
        var lines = own.Select(file =>
                $"{file.Name},sha256={Base64Url.EncodeToString(SHA256.HashData(file.Content))},{file.Content.Length}\n"
            )
            .ToList();
        // Who installs a file that is there already overwrites it.
        own.RemoveAll(file => _files.Exists(there => there.Name == file.Name));
        _files.AddRange([.. own, RawRun.Plain(info + "RECORD", string.Concat(lines) + info + "RECORD,,\n")]);
        _distributions.Add(
            new InstalledDistribution
            {
                Name = name,
                Version = "1",
                File = $"{name}-1-py3-none-any.whl",
                RequiredBy = requiredBy,
            }
        );
        return this;
    }

    public CheckedRun Works(string distribution, string module) => Probed(distribution, ProbeResults.Ok(module));

    public CheckedRun Fails(string distribution, string module, ProbeError error) =>
        Probed(distribution, ProbeResults.Failed(module, error));

    public CheckedRun Hides(string distribution, string module, bool early)
    {
        _hides.Add(
            new HiddenModule
            {
                Module = module,
                Distribution = distribution,
                Early = early,
            }
        );
        return this;
    }

    /// <summary>Adds a folder that a .pth file names.</summary>
    public CheckedRun HasPathFolder(string folder)
    {
        _pathFolders.Add(folder);
        return this;
    }

    /// <summary>Prunes and checks.</summary>
    /// <param name="packages">Names that were asked for.</param>
    /// <param name="allowBroken">Names that may be broken.</param>
    /// <returns>What the gates say.</returns>
    public async Task<IReadOnlyList<GateResult>> CheckAsync(string[] packages, params string[] allowBroken)
    {
        var request = new LayerRequest { Packages = packages, AllowBroken = allowBroken };
        var run = await RawRun.OfAsync(_files, request: request);
        var report = ProbeResults.Report([.. _modules], []) with { Hides = _hides, PathFolders = _pathFolders };
        await run.WriteJsonAsync(RunFiles.Baseline, report, ProbingJson.Default.ProbeReport, CancellationToken.None);
        var install = new InstallReport
        {
            Python = "3.13.0",
            Pip = "25",
            Distributions = _distributions,
        };
        await run.WriteJsonAsync(RunFiles.Install, install, InstallingJson.Default.InstallReport, CancellationToken.None);
        await run.PruneAsync();
        return (await CheckStep.RunAsync(run, CancellationToken.None)).Gates;
    }

    /// <summary>Prunes and checks.</summary>
    /// <param name="gate">Name of a gate.</param>
    /// <param name="packages">Names that were asked for.</param>
    /// <param name="allowBroken">Names that may be broken.</param>
    /// <returns>What that gate says.</returns>
    public async Task<GateResult> AskAsync(string gate, string[] packages, params string[] allowBroken) =>
        (await CheckAsync(packages, allowBroken)).Single(result => result.Gate == gate);

    private CheckedRun Probed(string distribution, ProbeResult result)
    {
        _modules.Add(result with { Distribution = distribution });
        return this;
    }
}
