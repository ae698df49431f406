using CsCheck;
using LayerPipeline.Formats.Archives;
using Shouldly;

namespace LayerPipeline.Tests.Formats.Archives;

public sealed class OrderedWorkTests
{
    [Fact]
    public void Results_come_in_order_and_never_more_than_the_weight_is_at_work() =>
        Gen.Int[1, 15]
            .Array[0, 40]
            .Sample(
                weights =>
                {
                    const int Most = 10;
                    var atWork = 0;
                    var highest = 0;
                    var order = Run(
                        weights,
                        Most,
                        async i =>
                        {
                            var now = Interlocked.Add(ref atWork, weights[i]);
                            InterlockedMax(ref highest, weights[i] > Most && now == weights[i] ? 0 : now);
                            await Task.Yield();
                            Interlocked.Add(ref atWork, -weights[i]);
                            return i;
                        }
                    );
                    order.ShouldBe(Enumerable.Range(0, weights.Length));
                    highest.ShouldBeLessThanOrEqualTo(Most, "one that weighs more is alone");
                },
                iter: 100
            );

    [Fact]
    public void An_error_ends_it_and_waits_for_what_is_running()
    {
        var running = 0;

        Should.Throw<InvalidDataException>(() =>
            Run(
                [1, 1, 1, 1],
                4,
                async i =>
                {
                    Interlocked.Increment(ref running);
                    await Task.Delay(i == 0 ? 1 : 20);
                    Interlocked.Decrement(ref running);
                    return i == 0 ? throw new InvalidDataException("no") : i;
                }
            )
        );

        running.ShouldBe(0);
    }

    [Fact]
    public async Task What_needs_no_work_waits_for_its_turn()
    {
        var gate = new TaskCompletionSource<string>();
        await using var work = new OrderedWork<string>(10, CancellationToken.None);

        work.Add(1, _ => gate.Task);
        work.Add(1, "second");

        work.IsReady.ShouldBeFalse();
        gate.SetResult("first");
        (await work.TakeAsync()).ShouldBe("first");
        work.IsReady.ShouldBeTrue();
        (await work.TakeAsync()).ShouldBe("second");
        work.IsEmpty.ShouldBeTrue();
    }

    private static List<int> Run(int[] weights, long most, Func<int, Task<int>> work)
    {
        var results = new List<int>();
        RunAsync().GetAwaiter().GetResult();
        return results;

        async Task RunAsync()
        {
            var selected = OrderedParallel.SelectAsync(
                Enumerable.Range(0, weights.Length),
                i => weights[i],
                most,
                (i, _) => ValueTask.FromResult(i),
                (_, i, _) => work(i),
                CancellationToken.None
            );
            await foreach (var result in selected)
            {
                results.Add(result);
            }
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen) { }
    }
}
