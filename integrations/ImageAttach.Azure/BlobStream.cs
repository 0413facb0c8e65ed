using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace ImageAttach.Azure;

/// <summary>A blob's bytes as the server sends them. Nothing is buffered: seeking requests the rest from there.</summary>
/// <remarks>The SDK resumes a connection that breaks, at the same byte of the same blob.</remarks>
internal sealed class BlobStream : Stream
{
    private readonly BlobBaseClient _blob;
    private readonly Func<Exception, Exception> _createFailure;
    private readonly string _version;
    private Stream? _body;
    private long _position;
    private bool _disposed;

    private BlobStream(BlobBaseClient blob, Func<Exception, Exception> createFailure, BlobDownloadStreamingResult answer)
    {
        (_blob, _createFailure, _body, Length) = (blob, createFailure, answer.Content, answer.Details.ContentLength);
        _version = PutMark.GetVersion(answer.Details);
    }

    public override bool CanRead => !_disposed;

    public override bool CanSeek => !_disposed;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (value == _position)
                return;
            CloseBody();
            _position = value;
        }
    }

    /// <param name="blob">The blob.</param>
    /// <param name="createFailure">Turns what the SDK throws into what callers expect.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<BlobStream> OpenAsync(BlobBaseClient blob, Func<Exception, Exception> createFailure, CancellationToken cancellationToken)
    {
        try
        {
            return new(blob, createFailure, await blob.DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (BlobFailures.Covers(failure, cancellationToken))
        {
            throw createFailure(failure);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        try
        {
            int read = await ReadBodyAsync(buffer, cancellationToken).ConfigureAwait(false);
            _position += read;
            return read;
        }
        catch (Exception failure) when (BlobFailures.Covers(failure, cancellationToken))
        {
            throw _createFailure(failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // On another thread: the caller's may be the only one of its synchronization context.
    public override int Read(byte[] buffer, int offset, int count) => Task.Run(() => ReadAsync(buffer, offset, count)).GetAwaiter().GetResult();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        CloseBody();
        base.Dispose(disposing);
    }

    // When a connection breaks after the file was touched, the SDK finds another ETag. The file is the same as long as its version is.
    private async Task<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException changed) when (changed.Status == 412 && _body is not null)
        {
            CloseBody();
            return await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _body ??= await OpenRestAsync(cancellationToken).ConfigureAwait(false);
        int read = await _body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read > 0 ? read : throw new EndOfStreamException("The server sent less than the whole file.");
    }

    private async Task<Stream> OpenRestAsync(CancellationToken cancellationToken)
    {
        BlobDownloadStreamingResult answer = await _blob.DownloadStreamingAsync(
            new BlobDownloadOptions { Range = new HttpRange(_position) }, cancellationToken).ConfigureAwait(false);
        if (PutMark.GetVersion(answer.Details) == _version && answer.Details.ContentLength == Length - _position)
            return answer.Content;
        await answer.Content.DisposeAsync().ConfigureAwait(false);
        throw new RequestFailedException(412, "The file was replaced.", BlobErrorCode.ConditionNotMet.ToString(), null);
    }

    private void CloseBody()
    {
        _body?.Dispose();
        _body = null;
    }
}
