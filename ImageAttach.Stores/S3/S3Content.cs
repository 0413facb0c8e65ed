using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;

namespace ImageAttach.Stores.S3;

/// <summary>A file on its way to the server: streamed, and again from its first byte when a request is repeated.</summary>
internal sealed class S3Content : HttpContent
{
    private const int BufferSize = 81_920;

    private readonly BufferedUpload _file;
    private ExceptionDispatchInfo? _sourceFailure;

    public S3Content(BufferedUpload file, string mimeType)
    {
        _file = file;
        Headers.ContentType = MediaTypeHeaderValue.TryParse(mimeType, out MediaTypeHeaderValue? type) ? type : new("application/octet-stream");
        Headers.ContentLength = file.Length;
    }

    /// <summary>How long the server may take. Time in which the source is read doesn't count.</summary>
    public S3IdleTimeout? IdleTimeout { get; set; }

    /// <summary>All of it was sent at least once, so that the server may have kept it whatever it answered.</summary>
    public bool WasSent { get; private set; }

    /// <summary>The source broke off; nothing is gained by sending again.</summary>
    public bool HasSourceFailed => _sourceFailure is not null;

    /// <summary>Reading is the caller's side: its errors are his and pass through as they are.</summary>
    public void ThrowIfSourceFailed() => _sourceFailure?.Throw();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long remaining = await StartAsync().ConfigureAwait(false); remaining > 0;)
            {
                IdleTimeout?.Pause();
                int read = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, remaining)), cancellationToken).ConfigureAwait(false);
                IdleTimeout?.Restart();
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                remaining -= read;
            }

            WasSent = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }

    private Task<long> StartAsync() => ReadSourceAsync(() =>
    {
        _file.Rewind();
        return ValueTask.FromResult(_file.Length);
    });

    private Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) => ReadSourceAsync(async () =>
    {
        int read = await _file.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read > 0 ? read : throw new EndOfStreamException("The stream ended before the length that it gave.");
    });

    private async Task<T> ReadSourceAsync<T>(Func<ValueTask<T>> action)
    {
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            _sourceFailure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }
}
