using System.Text;

namespace LayerPipeline.Cli.Output;

/// <summary>
/// Standard output or error, which may be full, closed, or a terminal that is gone. A failure is kept and not thrown: a spinner
/// writes from a thread of its own, where nobody could catch it, and an error's message has nowhere else to go.
/// </summary>
/// <param name="inner">Where the text goes.</param>
internal sealed class GuardedWriter(TextWriter inner) : TextWriter
{
    private readonly CancellationTokenSource _lost = new();

    /// <summary>Why nothing more can be written, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Stops what is being done when nothing more can be written.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <inheritdoc />
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc />
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc />
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc />
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc />
    public override void Flush() => Try(inner.Flush);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _lost.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Try(Action write)
    {
        if (Failure is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = e.Message.TrimEnd('.');
            // Not here: what is stopped may write, and the console holds its lock.
            _ = _lost.CancelAsync();
        }
    }
}
