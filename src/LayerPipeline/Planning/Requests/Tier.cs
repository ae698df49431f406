namespace LayerPipeline.Planning.Requests;

/// <summary>How far a rule goes, in the order in which tiers are entered.</summary>
public sealed record Tier
{
    private Tier(string name, int order, string what)
    {
        Name = name;
        Order = order;
        What = what;
    }

    /// <summary>Bytecode of the build, installer leftovers, console scripts.</summary>
    public static Tier Residue { get; } = new("residue", 0, "bytecode of the build, installer leftovers, console scripts");

    /// <summary>Tests, headers, sources of compiled code, static libraries, type stubs, examples, documentation.</summary>
    public static Tier Development { get; } =
        new("development", 1, "tests, headers, Cython and C sources, static libraries, type stubs, examples, documentation");

    /// <summary>Shared libraries without bytes that are never loaded and code for GPUs; programs for other systems; identical libraries are stored once.</summary>
    public static Tier Trim { get; } =
        new(
            "trim",
            2,
            "shared libraries without bytes that are never loaded and code for GPUs; programs for other systems; identical libraries are stored once"
        )
        {
            ChangesLibraries = true,
        };

    /// <summary>Machine code for processors that Lambda does not have.</summary>
    public static Tier Kernels { get; } =
        new("kernels", 3, "machine code for processors that Lambda does not have")
        {
            ChangesLibraries = true,
            IsOnDemand = true,
            RemovesCode = true,
        };

    /// <summary>Sample data and optional features of known packages.</summary>
    public static Tier Data { get; } = new("data", 4, "sample data and optional features of known packages") { IsOnDemand = true };

    /// <summary>What the request's own probes don't touch.</summary>
    public static Tier Unused { get; } = new("unused", 5, "what the request's own probes do not touch") { IsOnDemand = true };

    /// <summary>
    /// Distributions that are kept compressed. No request can allow it by <c>prune.upTo</c>, since nothing goes with it:
    /// <c>coldStore</c> asks for it, whatever the other tiers are.
    /// </summary>
    public static Tier Cold { get; } =
        new("cold", 6, "distributions that are kept compressed until a function imports them") { IsOnDemand = true };

    /// <summary>The tiers that this version can enter, lowest first. Kernels come before data because no function is lost with them.</summary>
    public static IReadOnlyList<Tier> All { get; } = [Residue, Development, Trim, Kernels, Data, Unused];

    /// <summary>What <c>prune.upTo</c> is when a request does not say.</summary>
    public static Tier Default { get; } = Trim;

    /// <summary>The word used in requests and rules.</summary>
    public string Name { get; }

    /// <summary>Position, lowest first.</summary>
    public int Order { get; }

    /// <summary>What the tier removes, in words.</summary>
    public string What { get; }

    /// <summary>Whether it makes shared libraries smaller, so that only trying it tells what it saves.</summary>
    public bool ChangesLibraries { get; private init; }

    /// <summary>Whether it removes machine code, so that numbers are compared under each processor core that stays.</summary>
    public bool RemovesCode { get; private init; }

    /// <summary>Whether it is entered only where the budget asks for it, or the request wants the smallest layer.</summary>
    public bool IsOnDemand { get; private init; }

    /// <summary>Finds a tier by its word, or null.</summary>
    /// <param name="name">The word.</param>
    /// <returns>The tier, or null when there is none of that name.</returns>
    public static Tier? Find(string name) => All.FirstOrDefault(tier => string.Equals(tier.Name, name, StringComparison.Ordinal));

    /// <inheritdoc />
    public override string ToString() => Name;
}
