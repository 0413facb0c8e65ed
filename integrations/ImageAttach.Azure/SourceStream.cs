using System.Runtime.ExceptionServices;

namespace ImageAttach.Azure;

/// <summary>The caller's stream as the SDK reads it. Its failures are kept apart from those of the network, which the SDK would retry.</summary>
/// <param name="source">The caller's stream, which can seek and stays open.</param>
internal sealed class SourceStream(Stream source) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position
    {
        get => source.Position;
        set => source.Position = value;
    }

    /// <summary>Whether all of it was read, so that the server may have received all of it.</summary>
    public bool IsAtEnd => source.Position >= source.Length;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new SourceFailedException(failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // On another thread: the caller's may be the only one of its synchronization context.
    public override int Read(byte[] buffer, int offset, int count) => Task.Run(() => ReadAsync(buffer, offset, count)).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The caller's stream failed.</summary>
    internal sealed class SourceFailedException(Exception cause) : Exception(cause.Message, cause)
    {
        public void ThrowCause() => ExceptionDispatchInfo.Throw(InnerException!);
    }
}
