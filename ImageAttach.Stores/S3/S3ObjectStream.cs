using System.Net.Http.Headers;

namespace ImageAttach.Stores.S3;

/// <summary>An object's bytes as the server sends them. Nothing is kept: going elsewhere asks the server for the rest from there.</summary>
/// <remarks>A connection that breaks is taken up again at the same byte of the same object, as its ETag tells.</remarks>
internal sealed class S3ObjectStream : ReadingStream
{
    private readonly S3Connection _connection;
    private readonly string _name;
    private readonly S3Action _action;
    private readonly StoreKey? _key;
    private readonly EntityTagHeaderValue? _etag;
    private HttpResponseMessage? _response;
    private S3IdleTimeout? _timeout;
    private long _position;
    private bool _disposed;

    private S3ObjectStream(S3Connection connection, string name, S3Action action, StoreKey? key, HttpResponseMessage response, long length)
    {
        (_connection, _name, _action, _key, _response, Length) = (connection, name, action, key, response, length);
        _etag = response.Headers.ETag;
    }

    public override bool CanSeek => !_disposed;

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
            CloseResponse();
            _position = value;
        }
    }

    /// <param name="connection">The way to the bucket.</param>
    /// <param name="name">The object's name.</param>
    /// <param name="action">What reading it is called in messages.</param>
    /// <param name="key">The file that it is, for messages; null when it is none.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="HttpRequestException">The server refused, failed, or could not be reached.</exception>
    public static async Task<S3ObjectStream> OpenAsync(
        S3Connection connection, string name, S3Action action, StoreKey? key, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = connection.NewRequest(HttpMethod.Get, name);
        S3Handler.StreamAnswer(request);
        HttpResponseMessage response = await connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentLength is { } length)
            return new(connection, name, action, key, response, length);
        response.Dispose();
        throw new HttpRequestException("The server doesn't say how long the file is, so that nobody could tell whether all of it arrived.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long before = _position;
        if (_position < Length && !buffer.IsEmpty)
            await TryAsync(async body => _position += await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return (int)(_position - before);
    }

    // The network's own way of copying is faster than reading piece by piece.
    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        ValidateCopyToArguments(destination, bufferSize);
        ObjectDisposedException.ThrowIf(_disposed, this);
        S3DownloadTarget target = new(destination, OnWritten, () => _timeout?.Pause());
        await using (target.ConfigureAwait(false))
        {
            try
            {
                while (_position < Length)
                    await TryAsync(body => body.CopyToAsync(target, bufferSize, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (S3DownloadTarget.FailedException failure)
            {
                failure.ThrowCause();
            }
        }
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        CloseResponse();
        base.Dispose(disposing);
    }

    private void OnWritten(int bytes)
    {
        _position += bytes;
        _timeout?.Restart();
    }

    // Each byte that comes shows that the server is there, so only failures in a row count.
    private async Task TryAsync(Func<Stream, Task> use, CancellationToken cancellationToken)
    {
        for (int failures = 0; ; failures++)
        {
            long before = _position;
            try
            {
                await UseAsync(use, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (IOException) when (_position > before || failures < _connection.Options.MaxRetries)
            {
                CloseResponse();
                failures = _position > before ? 0 : failures;
                await S3Handler.DelayAsync(_connection.Options, failures, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (S3Failure.Covers(failure))
            {
                throw new S3Failure(_connection.Location).Create(_action, _key, failure);
            }
        }
    }

    private async Task UseAsync(Func<Stream, Task> use, CancellationToken cancellationToken)
    {
        long before = _position;
        _response ??= await OpenRestAsync(cancellationToken).ConfigureAwait(false);
        if (_timeout is null)
        {
            // A token for each read would cost a fifth of the speed.
            _timeout = new(_connection.Options.Timeout, CancellationToken.None);
            _timeout.Token.Register(static response => ((HttpResponseMessage)response!).Dispose(), _response);
        }

        try
        {
            Stream body = await _response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            _timeout.Restart();
            await use(body).ConfigureAwait(false);
            _timeout.Pause();
            if (_position == before)
                throw new EndOfStreamException("The server sent less than the whole file.");
        }
        catch (Exception failure) when (_timeout is { HasElapsed: true } && failure is not (S3DownloadTarget.FailedException or OperationCanceledException))
        {
            throw new IOException(FormattableString.Invariant($"The server was silent for {_connection.Options.Timeout.TotalSeconds} seconds."), failure);
        }
    }

    private async Task<HttpResponseMessage> OpenRestAsync(CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = _connection.NewRequest(HttpMethod.Get, _name);
        S3Handler.StreamAnswer(request);
        request.Headers.Range = new RangeHeaderValue(_position, null);
        if (_etag is not null)
            request.Headers.IfMatch.Add(_etag);
        HttpResponseMessage response = await _connection.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentRange?.From == _position)
            return response;
        response.Dispose();
        throw new HttpRequestException("The server sends whole files only, not parts of them.");
    }

    // Closes the connection too when much is left: reading the rest only to keep it would cost more.
    private void CloseResponse()
    {
        _timeout?.Dispose();
        _response?.Dispose();
        (_timeout, _response) = (null, null);
    }
}
