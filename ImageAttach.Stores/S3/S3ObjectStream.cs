using System.Net.Http.Headers;

namespace ImageAttach.Stores.S3;

/// <summary>An object's bytes as the server sends them. Nothing is kept: going elsewhere asks the server for the rest from there.</summary>
/// <remarks>A connection that breaks is taken up again at the same byte of the same object, as its ETag tells.</remarks>
internal sealed class S3ObjectStream : Stream
{
    private readonly S3Connection _connection;
    private readonly StoreKey _key;
    private readonly EntityTagHeaderValue? _etag;
    private HttpResponseMessage? _response;
    private Stream? _body;
    private long _position;
    private bool _disposed;

    private S3ObjectStream(S3Connection connection, StoreKey key, HttpResponseMessage response, Stream body, long length)
    {
        (_connection, _key, _response, _body, Length) = (connection, key, response, body, length);
        _etag = response.Headers.ETag;
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
            LetGo();
            _position = value;
        }
    }

    /// <exception cref="HttpRequestException">The server refused, failed, or could not be reached.</exception>
    public static async Task<S3ObjectStream> OpenAsync(S3Connection connection, StoreKey key, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = connection.NewRequest(HttpMethod.Get, connection.Location.NameOf(key));
        HttpResponseMessage response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            long length = response.Content.Headers.ContentLength
                ?? throw new HttpRequestException("The server doesn't say how long the file is, so that nobody could tell whether all of it arrived.");
            return new(connection, key, response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), length);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_position >= Length || buffer.IsEmpty)
            return 0;
        for (int failures = 0; ; failures++)
        {
            try
            {
                int read = await ReadOnceAsync(buffer, cancellationToken).ConfigureAwait(false);
                _position += read;
                return read;
            }
            catch (IOException) when (failures < _connection.Options.MaxRetries)
            {
                LetGo();
                await S3Handler.DelayAsync(_connection.Options, failures, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (S3Failure.Covers(failure))
            {
                throw new S3Failure(_connection.Location).Of(S3Action.Open, _key, failure);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
        LetGo();
        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _body ??= await OpenRestAsync(cancellationToken).ConfigureAwait(false);
        using S3Patience patience = new(_connection.Options.Timeout, cancellationToken);
        try
        {
            int read = await _body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            return read > 0 ? read : throw new EndOfStreamException("The server sent less than the whole file.");
        }
        catch (OperationCanceledException failure) when (patience.IsOver)
        {
            throw new IOException(FormattableString.Invariant($"The server was silent for {_connection.Options.Timeout.TotalSeconds} seconds."), failure);
        }
    }

    private async Task<Stream> OpenRestAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Get, _connection.Location.NameOf(_key));
        request.Headers.Range = new RangeHeaderValue(_position, null);
        if (_etag is not null)
            request.Headers.IfMatch.Add(_etag);
        _response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (_response.Content.Headers.ContentRange?.From != _position)
            throw new HttpRequestException("The server sends whole files only, not parts of them.");
        return await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    // Closes the connection too when much is left: reading the rest only to keep it would cost more.
    private void LetGo()
    {
        _body?.Dispose();
        _response?.Dispose();
        (_body, _response) = (null, null);
    }
}
