using System.Collections.Concurrent;
using CsCheck;
using LayerPipeline.Functions.Storage;
using Shouldly;

namespace LayerPipeline.Functions.Tests.Storage;

public sealed class MultipartStreamTests
{
    private const int PartBytes = 100;

    [Fact]
    public void What_is_written_arrives_whole_whatever_the_pieces() =>
        Gen
            .Byte.Array[0, 150]
            .Array[0, 12]
            .Sample(pieces =>
            {
                var upload = new RecordedUpload();
                Write(upload, pieces).GetAwaiter().GetResult();
                upload.Whole().ShouldBe([.. pieces.SelectMany(piece => piece)]);
            });

    [Fact]
    public async Task A_short_file_is_put_in_one_request()
    {
        var upload = new RecordedUpload();

        await Write(upload, [new byte[PartBytes - 1]]);

        upload.Requests.ShouldBe(["put"]);
    }

    [Fact]
    public async Task A_part_is_sent_while_the_next_one_is_filled_and_never_more_than_one()
    {
        var upload = new RecordedUpload { IsHeld = true };
        await using var stream = new MultipartStream(upload, PartBytes);

        // Parts are begun while this is called; it returns when the writer has to wait for one of them.
        var writing = stream.WriteAsync(new byte[PartBytes * 20]).AsTask();

        writing.IsCompleted.ShouldBeFalse();
        upload.AtOnce.ShouldBe(1);
        upload.Release();
        await writing.WaitAsync(TimeSpan.FromMinutes(1));
        await stream.CompleteAsync(CancellationToken.None);
        upload.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task An_upload_that_was_announced_and_got_no_part_is_removed()
    {
        using var stop = new CancellationTokenSource();
        var upload = new RecordedUpload { OnBegin = stop.Cancel };
        await using (var stream = new MultipartStream(upload, PartBytes))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => stream.WriteAsync(new byte[PartBytes], stop.Token).AsTask());
        }

        upload.Requests.ShouldBe(["begin", "abort"]);
    }

    [Fact]
    public async Task A_part_that_fails_stops_the_writer_and_removes_the_other_parts()
    {
        var upload = new RecordedUpload { FailingPart = 2 };

        await Should.ThrowAsync<IOException>(() => Write(upload, [new byte[PartBytes * 20]]));

        upload.Requests[^1].ShouldBe("abort");
        upload.Requests.ShouldNotContain("complete");
    }

    [Fact]
    public async Task What_is_not_committed_leaves_nothing()
    {
        var upload = new RecordedUpload();

        await using (var stream = new MultipartStream(upload, PartBytes))
        {
            await stream.WriteAsync(new byte[PartBytes * 3]);
        }

        upload.Requests[^1].ShouldBe("abort");
        upload.Whole().ShouldBeEmpty();
    }

    private static async Task Write(RecordedUpload upload, byte[][] pieces)
    {
        await using var stream = new MultipartStream(upload, PartBytes);
        foreach (var piece in pieces)
        {
            await stream.WriteAsync(piece);
        }

        await stream.CompleteAsync(CancellationToken.None);
    }

    private sealed class RecordedUpload : IUpload
    {
        private readonly ConcurrentDictionary<int, byte[]> _parts = new();
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private byte[]? _whole;
        private int _atOnce;
        private int _most;

        public int FailingPart { get; init; }

        /// <summary>Parts wait until they are released.</summary>
        public bool IsHeld { get; init; }

        public Action OnBegin { get; init; } = () => { };

        public int AtOnce => _atOnce;

        public int MostAtOnce => _most;

        public List<string> Requests { get; } = [];

        public byte[] Whole() => _whole ?? [];

        public void Release() => _released.SetResult();

        public Task PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            Requests.Add("put");
            _whole = content.ToArray();
            return Task.CompletedTask;
        }

        public Task BeginAsync(CancellationToken cancellationToken)
        {
            Requests.Add("begin");
            OnBegin();
            return Task.CompletedTask;
        }

        public async Task SendAsync(int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _atOnce);
            InterlockedMax(now);
            if (IsHeld)
            {
                await _released.Task.WaitAsync(cancellationToken);
            }

            _parts[number] = content.ToArray();
            Interlocked.Decrement(ref _atOnce);
            if (number == FailingPart)
            {
                throw new IOException("The part was lost.");
            }
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            Requests.Add("complete");
            _whole = [.. _parts.OrderBy(part => part.Key).SelectMany(part => part.Value)];
            return Task.CompletedTask;
        }

        public Task AbortAsync()
        {
            Requests.Add("abort");
            return Task.CompletedTask;
        }

        private void InterlockedMax(int value)
        {
            for (var most = _most; value > most; most = _most)
            {
                Interlocked.CompareExchange(ref _most, value, most);
            }
        }
    }
}
