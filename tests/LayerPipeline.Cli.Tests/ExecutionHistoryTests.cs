using Amazon.StepFunctions.Model;
using LayerPipeline.Executions;

namespace LayerPipeline.Cli.Tests;

/// <summary>How far an execution is, by its events.</summary>
public sealed class ExecutionHistoryTests
{
    private readonly Events _events = new();

    [Fact]
    public async Task Steps_are_counted_once_for_each_build_and_a_repair_counts_none_twice()
    {
        var history = new ExecutionHistory(_events.AnswerAsync, "arn");
        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(0, 7, null));

        _events.Add(0).Exit("Plan").Map(2);
        var map = _events.Last;
        var first = _events.Iteration(map, "Builds", 0).Exit("Install").Last;
        var second = _events.Iteration(map, "Builds", 1).Exit("Install").Last;
        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(3, 13, "Install"));

        _events.After(first).Exit("Prune").Exit("Judge").Exit("Prune").Exit("Judge");
        _events.After(second).Exit("Prune");
        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(6, 13, "Prune"));
    }

    [Fact]
    public async Task Iterations_of_other_maps_are_of_the_build_that_they_are_in()
    {
        var history = new ExecutionHistory(_events.AnswerAsync, "arn");
        _events.Add(0).Exit("Plan").Map(1);
        _events.Iteration(_events.Last, "Builds", 0).Exit("Check").Map(30);
        _events.Iteration(_events.Last, "Probes", 7).Exit("Probe");

        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(2, 7, "Probe"));
    }

    [Fact]
    public async Task Events_are_read_once_however_many_there_are()
    {
        var history = new ExecutionHistory(_events.AnswerAsync, "arn");
        _events.Add(0);
        for (var i = 0; i < 2500; i++)
        {
            _events.Exit("Wait");
        }

        await history.LookAsync(TestContext.Current.CancellationToken);
        _events.Pages.ShouldBe(3);
        _events.Exit("Plan");

        (await history.LookAsync(TestContext.Current.CancellationToken)).Done.ShouldBe(1);
        _events.Pages.ShouldBe(4);
    }

    [Fact]
    public async Task An_endpoint_that_answers_oldest_first_is_understood_as_well()
    {
        var history = new ExecutionHistory(_events.AnswerOldestFirstAsync, "arn");
        _events.Add(0).Exit("Plan").Map(1);
        _events.Iteration(_events.Last, "Builds", 0).Exit("Install");
        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(2, 7, "Install"));
        _events.Exit("Prune");

        (await history.LookAsync(TestContext.Current.CancellationToken)).ShouldBe(new ExecutionSteps(3, 7, "Prune"));
    }

    [Fact]
    public void Each_counted_state_is_in_the_state_machine()
    {
        var machine = File.ReadAllText(Path.Combine(Repository.Root, "src/Workflow/layer-pipeline.asl.json"));

        foreach (var state in ExecutionHistory.OfBuild.Append("Plan").Append("Builds"))
        {
            machine.ShouldContain($"\"{state}\": {{");
        }
    }

    /// <summary>A service with events, given latest first and a thousand at a time.</summary>
    private sealed class Events
    {
        private readonly List<HistoryEvent> _all = [];
        private long _previous;

        public long Last => _all.Count;

        public int Pages { get; private set; }

        public Events Add(long previous, Action<HistoryEvent>? adjust = null)
        {
            var each = new HistoryEvent { Id = _all.Count + 1, PreviousEventId = previous };
            adjust?.Invoke(each);
            _all.Add(each);
            _previous = _all.Count;
            return this;
        }

        public Events After(long previous)
        {
            _previous = previous;
            return this;
        }

        public Events Exit(string state) =>
            Add(_previous, each => each.StateExitedEventDetails = new StateExitedEventDetails { Name = state });

        public Events Map(int length) =>
            Add(_previous, each => each.MapStateStartedEventDetails = new MapStateStartedEventDetails { Length = length });

        public Events Iteration(long map, string name, int index) =>
            Add(map, each => each.MapIterationStartedEventDetails = new MapIterationEventDetails { Name = name, Index = index });

        public Task<GetExecutionHistoryResponse> AnswerOldestFirstAsync(
            GetExecutionHistoryRequest request,
            CancellationToken cancellationToken
        ) => Task.FromResult(new GetExecutionHistoryResponse { Events = [.. _all] });

        public Task<GetExecutionHistoryResponse> AnswerAsync(GetExecutionHistoryRequest request, CancellationToken cancellationToken)
        {
            Pages++;
            var start = int.Parse(request.NextToken ?? "0", System.Globalization.CultureInfo.InvariantCulture);
            var end = start + request.MaxResults!.Value;
            return Task.FromResult(
                new GetExecutionHistoryResponse
                {
                    Events = [.. Enumerable.Reverse(_all).Skip(start).Take(request.MaxResults.Value)],
                    NextToken = end < _all.Count ? end.ToString(System.Globalization.CultureInfo.InvariantCulture) : null,
                }
            );
        }
    }
}
