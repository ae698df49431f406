namespace LayerPipeline.Tests;

/// <summary>
/// The rooms of the domain, lowest first: code uses its own room and rooms before it in the list, never a later one. What has no
/// room of its own (the root namespace) may be used by all, and uses all: that is the base of its exceptions.
/// </summary>
public sealed class RoomTests
{
    /// <summary>Most files of one room, so that it can be taken in at a glance.</summary>
    private const int MaxFiles = 25;

    internal static readonly string[] Domain =
    [
        "Foundation.Messages",
        "Foundation.Files",
        "Foundation.Lambda",
        "Pipeline",
        "Formats.Archives",
        "Formats.Elf",
        "Formats.Libraries",
        "Formats.Packaging",
        "Formats.Contents",
        "Formats.Cold",
        "Formats.Toml",
        "Planning.Requests",
        "Planning.Sources",
        "Planning.Sources.Locks",
        "Pruning.Rules",
        "Planning",
        "Installing.Libraries",
        "Installing",
        "Installing.Uv",
        "Probing",
        "Pruning.Passes.Trim",
        "Pruning.Passes.Proof",
        "Pruning.Passes.Kernels",
        "Pruning.Passes.Gpu",
        "Pruning.Passes",
        "Pruning.Restoring",
        "Pruning.Deciding",
        "Pruning.Filling",
        "Pruning.Splitting",
        "Pruning.Cold",
        "Pruning.Budgeting",
        "Pruning",
        "Checking.Libraries",
        "Checking.Gates",
        "Checking.Baselines",
        "Checking",
        "Judging",
        "Measuring",
        "Verifying",
        "Analyzing",
        "Comparing",
        "Recording.Materials",
        "Recording",
        "Explaining",
        "Reporting.Tables",
        "Reporting.Page",
        "Reporting",
    ];

    [Fact]
    public void A_room_of_the_domain_uses_only_rooms_before_it() =>
        Rooms.Upward(typeof(LayerPipelineException).Assembly.Location, "LayerPipeline", Domain).ShouldBeEmpty();

    [Fact]
    public void Rooms_in_the_wrong_order_are_found()
    {
        string[] wrong = ["Judging", .. Domain.Where(room => room != "Judging")];

        Rooms
            .Upward(typeof(LayerPipelineException).Assembly.Location, "LayerPipeline", wrong)
            .ShouldContain(edge => edge.StartsWith("LayerPipeline.Judging.JudgeStep uses ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_room_of_the_domain_has_more_files_than_a_reader_takes_in() =>
        Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "src", "LayerPipeline"), "*", SearchOption.AllDirectories)
            .Where(folder => Directory.EnumerateFiles(folder, "*.cs").Count() > MaxFiles)
            .ShouldBeEmpty();
}
