using System.Runtime.ExceptionServices;

namespace ImageAttach.Stores.S3;

/// <summary>Where a file that is copied comes down: passes its bytes on, and keeps the failures of the one side from looking like the other's.</summary>
/// <param name="destination">The caller's stream.</param>
/// <param name="landed">Hears of bytes that were passed on.</param>
/// <param name="arriving">Hears of bytes that are about to be: until they have landed, the server can't be blamed.</param>
internal sealed class S3Landing(Stream destination, Action<int> landed, Action arriving) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        arriving();
        try
        {
            await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new FailedException(failure);
        }

        landed(buffer.Length);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>The destination failed.</summary>
    internal sealed class FailedException(Exception cause) : Exception(cause.Message, cause)
    {
        public void ThrowCause() => ExceptionDispatchInfo.Throw(InnerException!);
    }
}
