using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LayerPipeline.Functions.Handlers;
using LayerPipeline.Planning.Requests;
using LayerPipeline.Pruning.Restoring;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Workflow;

/// <summary>
/// Events that an execution writes, counted from the definition: the longest way, those of a round as often as there are rounds, and each
/// loop as often as its counter allows. Source: Step Functions, service quotas; HistoryEvent for what a state writes.
/// </summary>
public sealed partial class HistoryTests
{
    private const int MostEvents = 25_000;

    private const int Reserve = 2_000;

    private const int Rounds = RepairLog.MaxRounds + 1;

    private static readonly JsonElement Build = StateMachine.States["Builds"].GetProperty("ItemProcessor");

    /// <summary>The rest stays for attempts that are repeated: each writes three events.</summary>
    [Fact]
    public void Ten_combinations_with_all_their_rounds_slices_and_loops_stay_well_under_the_limit() =>
        (10 * BuildEvents(ThrowawayFunction.MostSlices / 10)).ShouldBeLessThan(MostEvents - Reserve);

    [Fact]
    public void A_single_combination_with_all_slices_stays_well_under_the_limit() =>
        BuildEvents(ThrowawayFunction.MostSlices).ShouldBeLessThan(MostEvents - Reserve);

    [Fact]
    public void A_loop_turns_no_more_often_than_its_counter_says()
    {
        var counted = Choices.Where(choice => Counters(choice.Value).Any());
        var without = Graph.Without([.. counted.Select(state => state.Name), "Verdict", "IsPublished"]);

        without
            .FindCycle()
            .ShouldBeNull(
                "Judge counts Verdict's rounds, and what IsPublished finds made is not made again; all other loops need a counter"
            );
    }

    /// <summary>Pages follow each other at once, and so do rounds; a version that was made is not made again.</summary>
    [Fact]
    public void What_is_tried_again_is_tried_after_a_wait()
    {
        string[] progress = ["Verdict", "MoreVersions", "MoreOldVersions", "AreMoreListed", "AreMoreFound", "IsPublished", "IsStillThere"];
        var waits = States(Build).Where(state => state.Value.GetProperty("Type").GetString() == "Wait").Select(state => state.Name);

        Graph.Without([.. waits, .. progress]).FindCycle().ShouldBeNull();
    }

    private static StateGraph Graph { get; } = MachineOf(Build);

    private static StateGraph MachineOf(JsonElement machine) =>
        new(States(machine).ToDictionary(state => state.Name, state => StateMachine.Exits(state.Value).ToHashSet()));

    private static int BuildEvents(int slices)
    {
        var round = Graph.Loop("Prune", "Verdict");
        var once = Graph.LongestWay(
            "SetVariables",
            name => Events(StateMachine.States[name], slices) * (round.Contains(name) ? Rounds : 1)
        );
        var again = Graph.ShortestCycle("Publish").Sum(name => Events(StateMachine.States[name], slices));
        return once + again + Loops(round).GroupBy(loop => loop.Counter).Sum(loops => loops.Max(loop => loop.Events));
    }

    /// <summary>Each way from a choice that counts back to it, as often as the counter allows; again in every round if a round resets it.</summary>
    private static IEnumerable<(string Counter, int Events)> Loops(IReadOnlySet<string> round) =>
        from choice in Choices
        from counter in Counters(choice.Value)
        let isReset = round.Any(name => Assigned(StateMachine.States[name], counter.Name) is { ValueKind: JsonValueKind.Number })
        let turn = Graph.ShortestCycle(choice.Name).Sum(name => Events(StateMachine.States[name], 0))
        select (counter.Name, turn * counter.Limit * (isReset ? Rounds : 1));

    private static int Events(JsonElement state, int slices) =>
        state.TryGetProperty("ItemProcessor", out var inner)
            ? Own(state)
                + (
                    Items(state, slices)
                    * (2 + MachineOf(inner).LongestWay(States(inner).First().Name, name => Own(StateMachine.States[name])))
                )
            : Own(state);

    /// <summary>Entered and exited; a task is scheduled, started and ends; a map is started and ends.</summary>
    private static int Own(JsonElement state) =>
        state.GetProperty("Type").GetString() switch
        {
            "Task" => 5,
            "Map" => 4,
            _ => 2,
        };

    private static int Items(JsonElement map, int slices) =>
        map.GetProperty("Items").GetString()! switch
        {
            "{% $checked.slices %}" => slices,
            "{% $build.shareWith %}" => Limits.ShareWith,
            var items => Last(items),
        };

    private static int Last(string expression) =>
        1 + int.Parse(First().Match(expression).Groups["last"].Value, CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, int Limit)> Counters(JsonElement choice) =>
        StateMachine
            .Items(choice, "Choices")
            .SelectMany(rule => Comparison().Matches(rule.GetProperty("Condition").GetString()!))
            .Select(match =>
                (Name: match.Groups["name"].Value, Limit: int.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture))
            )
            .Where(counter => States(Build).Any(state => Increases(state.Value, counter.Name)));

    private static bool Increases(JsonElement state, string counter) =>
        StateMachine
            .Items(state, "Catch")
            .Append(state)
            .Select(part => Assigned(part, counter))
            .Any(value =>
                value is { ValueKind: JsonValueKind.String } text && text.GetString()!.Contains($"${counter} + 1", StringComparison.Ordinal)
            );

    private static JsonElement? Assigned(JsonElement part, string variable) =>
        part.TryGetProperty("Assign", out var assign) && assign.TryGetProperty(variable, out var value) ? value : null;

    private static IEnumerable<JsonProperty> Choices =>
        States(Build).Where(state => state.Value.GetProperty("Type").GetString() == "Choice");

    private static IEnumerable<JsonProperty> States(JsonElement machine) => machine.GetProperty("States").EnumerateObject();

    [GeneratedRegex(@"\$(?<name>\w+) (?:<|<=|>|>=) (?<limit>\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\[\[0\.\.(?<last>\d+)\]\]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex First();
}
