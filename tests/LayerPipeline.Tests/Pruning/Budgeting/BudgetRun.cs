using System.Text;
using LayerPipeline.Installing;
using LayerPipeline.Pipeline;
using LayerPipeline.Planning;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning;
using LayerPipeline.Pruning.Rules;
using LayerPipeline.Tests.Formats.Archives;
using LayerPipeline.Tests.Formats.Elf;
using LayerPipeline.Tests.Pipeline;
using LayerPipeline.Tests.Pruning.Deciding;

namespace LayerPipeline.Tests.Pruning.Budgeting;

/// <summary>A run that stands before Prune, with something for every tier, and prunes of it for a budget.</summary>
internal static class BudgetRun
{
    public static readonly RuleSet MadeRules = RuleSet.Parse(
        Encoding.UTF8.GetBytes(
            """
            {
              "rules": [
                { "id": "tests", "tier": "development", "patterns": ["**/tests/**"], "reason": "r", "source": "s" },
                { "id": "large", "tier": "data", "patterns": ["pkg/large/**"], "reason": "large samples", "source": "s", "breaks": "large()" },
                { "id": "middle", "tier": "data", "patterns": ["pkg/middle/**"], "reason": "middle samples", "source": "s", "breaks": "middle()" },
                { "id": "small", "tier": "data", "patterns": ["pkg/small/**"], "reason": "small samples", "source": "s", "breaks": "small()" }
              ],
              "protected": []
            }
            """
        )
    );

    public static readonly TreeFile[] Files = WithRecord(
        RawRun.Plain("pkg/__init__.py", new string('x', 1000)),
        RawRun.Plain("pkg/tests/t.py", new string('t', 500)),
        RawRun.Plain("pkg/large/a.csv", new string('a', 400)),
        RawRun.Plain("pkg/middle/b.csv", new string('b', 300)),
        RawRun.Plain("pkg/small/c.csv", new string('c', 200)),
        RawRun.Plain("pkg/idle/__init__.py", new string('i', 150)),
        RawRun.Plain("pkg/idle/d.py", new string('d', 150)),
        new TreeFile("pkg/lib.so", new ElfBuilder { TailJunk = 0x2000 }.Build(), Executable: true, Target: null)
    );

    public static TreeFile[] WithRecord(params TreeFile[] files) => [.. files, RawRun.RecordOf(files)];

    public static LayerRequest Request(string upTo) =>
        new()
        {
            Packages = ["pkg"],
            Prune = new PruneRequest { UpTo = upTo },
            Probes = ["import pkg"],
        };

    public static Baseline Probed() =>
        new Baseline().Opened("pkg.idle", "pkg/idle/__init__.py").Used("request/1", "pkg/__init__.py", "pkg/lib.so");

    public static async Task<MemoryRun> RunAsync(
        long budget,
        LayerRequest? request = null,
        InstallReport? install = null,
        Baseline? baseline = null
    )
    {
        var run = await RawRun.OfAsync(Files, baseline ?? Probed(), request: request ?? Request("unused"));
        if (install is not null)
        {
            await run.WriteJsonAsync(RunFiles.Install, install, InstallingJson.Default.InstallReport, CancellationToken.None);
        }

        await WithBudgetAsync(run, budget);
        return run;
    }

    public static async Task WithBudgetAsync(MemoryRun run, long budget)
    {
        var plan = await run.ReadJsonAsync(RunFiles.Plan, PlanningJson.Default.BuildPlan, CancellationToken.None);
        await run.WriteJsonAsync(RunFiles.Plan, plan with { BudgetBytes = budget }, PlanningJson.Default.BuildPlan, CancellationToken.None);
    }

    public static async Task<PruneReport> PruneAsync(long budget, LayerRequest? request = null, InstallReport? install = null) =>
        await (await RunAsync(budget, request, install)).PruneAsync(rules: MadeRules);
}
