using ImageAttach.Stores;

namespace ImageAttach;

/// <summary>A caller's stream that can be read more than once and has a known length, within a limit of bytes.</summary>
/// <remarks>
/// A stream that can seek is used directly, from its position on. Any other is copied once: to memory up to 1 MiB, beyond that to a
/// temporary file, which is deleted with this object, or with the process. The caller's stream stays open.
/// </remarks>
/// <example>
/// A store that sends a length first, and may have to send again:
/// <code>
/// await using BufferedUpload file = await BufferedUpload.CreateAsync(content, long.MaxValue, cancellationToken);
/// await SendAsync(file.Length, file.Content);
/// file.Rewind();
/// await SendAsync(file.Length, file.Content);
/// </code>
/// </example>
public sealed class BufferedUpload : IAsyncDisposable
{
    private const int MaxBytesInMemory = 1 << 20;
    private const int BufferSize = 81_920;

    private readonly Stream _source;
    private readonly bool _owned;
    private long _start;

    private BufferedUpload(Stream content, bool owned)
    {
        Content = _source = content;
        _start = content.Position;
        _owned = owned;
        Length = content.Length - _start;
    }

    /// <summary>The bytes. <see cref="Rewind"/> moves the stream back to the first one.</summary>
    public Stream Content { get; private set; }

    /// <summary>The number of bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Buffers a caller's stream, from its position to its end.</summary>
    /// <param name="source">The stream.</param>
    /// <param name="maxBytes">The number of bytes allowed.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageLimitException">There are more bytes than allowed. No more than that were read.</exception>
    public static async Task<BufferedUpload> CreateAsync(Stream source, long maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (source.CanSeek)
        {
            BufferedUpload upload = new(source, owned: false);
            return upload.Length <= maxBytes ? upload : throw TooLong(maxBytes);
        }

        Stream copy = new MemoryStream();
        try
        {
            copy = await CopyAsync(source, copy, maxBytes, cancellationToken).ConfigureAwait(false);
            copy.Position = 0;
            return new BufferedUpload(copy, owned: true);
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Reads the bytes into memory, and moves the stream back to its first byte.</summary>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageLimitException">There are more bytes than an array can hold.</exception>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        if (Length > Array.MaxLength)
        {
            throw new ImageLimitException(FormattableString.Invariant(
                $"The file has {Length:N0} bytes, and has to be decoded in memory, where {Array.MaxLength:N0} are the maximum. Attach a smaller one, or lower ImageLimits.MaxBytes."));
        }

        Rewind();
        byte[] bytes = new byte[Length];
        await Content.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
        Rewind();
        return bytes;
    }

    /// <summary>Moves the stream back to its first byte.</summary>
    public void Rewind() => Content.Position = _start;

    /// <summary>Deletes the copy, if there is one.</summary>
    public ValueTask DisposeAsync() => _owned ? _source.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Opens the bytes to read, from the first one on. Disposing of the result leaves the upload open.</summary>
    internal Stream OpenView() => new UploadView(Content, _start, Length);

    /// <summary>Shows a part of the file from now on.</summary>
    /// <param name="part">The part: a stream that reads from <see cref="Content"/>.</param>
    internal void Narrow(Stream part)
    {
        Content = part;
        (_start, Length) = (0, part.Length);
    }

    private static async Task<Stream> CopyAsync(Stream source, Stream copy, long maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (copy.Length + read > maxBytes)
                throw TooLong(maxBytes);
            if (copy is MemoryStream && copy.Length + read > MaxBytesInMemory)
                copy = await MoveToFileAsync(copy, cancellationToken).ConfigureAwait(false);
            await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return copy;
    }

    private static async Task<Stream> MoveToFileAsync(Stream memory, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Path.GetTempPath(), $"imageattach-{Guid.NewGuid():N}.upload");
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | (OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None),
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // other users of the machine have no business with it
        FileStream file = new(path, options);
        try
        {
            // Without a name it goes with the process, also with one that is killed. Windows sees to that by itself.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            memory.Position = 0;
            await memory.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return file;
    }

    private static ImageLimitException TooLong(long maxBytes) => new(FormattableString.Invariant(
        $"The file is longer than {maxBytes:N0} bytes, the most that ImageLimits.MaxBytes allows. Attach a smaller one, or raise the limit."));
}
