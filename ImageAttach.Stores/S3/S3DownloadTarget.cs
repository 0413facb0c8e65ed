using System.Runtime.ExceptionServices;

namespace ImageAttach.Stores.S3;

/// <summary>The stream that a download is written to. It reports progress, and distinguishes failures of the destination from those of the server.</summary>
/// <param name="destination">The caller's stream.</param>
/// <param name="onWritten">Called with the number of bytes that were written.</param>
/// <param name="onWriting">Called before a write, during which the server is not waited for.</param>
internal sealed class S3DownloadTarget(Stream destination, Action<int> onWritten, Action onWriting) : Stream
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
        onWriting();
        try
        {
            await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new FailedException(failure);
        }

        onWritten(buffer.Length);
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
