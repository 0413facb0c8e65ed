namespace ImageAttach.Files;

/// <summary>A caller's stream made readable more than once, within a limit of bytes.</summary>
/// <remarks>
/// A stream that can seek is used where it stands. Any other is copied once: to memory up to 1 MiB, beyond that to a
/// temporary file that vanishes with the spool, or with the process. The caller's stream stays open.
/// </remarks>
internal sealed class Spool : IAsyncDisposable
{
    private const int MostBytesInMemory = 1 << 20;
    private const int BufferSize = 81_920;

    private readonly Stream _source;
    private readonly bool _owned;
    private long _start;

    private Spool(Stream content, bool owned)
    {
        Content = _source = content;
        _start = content.Position;
        _owned = owned;
        Length = content.Length - _start;
    }

    /// <summary>The bytes, from where <see cref="Rewind"/> puts the stream to its end.</summary>
    public Stream Content { get; private set; }

    /// <summary>How many bytes there are.</summary>
    public long Length { get; private set; }

    /// <summary>Takes a caller's stream, from its position to its end.</summary>
    /// <exception cref="ImageLimitException">There are more bytes than allowed. No more than that were read.</exception>
    public static async Task<Spool> TakeAsync(Stream source, long maxBytes, CancellationToken cancellationToken)
    {
        if (source.CanSeek)
        {
            Spool spool = new(source, owned: false);
            return spool.Length <= maxBytes ? spool : throw TooLong(maxBytes);
        }

        Stream copy = new MemoryStream();
        try
        {
            copy = await CopyAsync(source, copy, maxBytes, cancellationToken).ConfigureAwait(false);
            copy.Position = 0;
            return new Spool(copy, owned: true);
        }
        catch
        {
            await copy.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Shows a part of the file from now on.</summary>
    /// <param name="part">The part: a stream that reads from <see cref="Content"/>.</param>
    public void Narrow(Stream part)
    {
        Content = part;
        (_start, Length) = (0, part.Length);
    }

    /// <summary>The bytes in memory. The stream is put back to its first byte.</summary>
    /// <exception cref="ImageLimitException">There are more bytes than an array can hold.</exception>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
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

    /// <summary>Puts the stream back to its first byte.</summary>
    public void Rewind() => Content.Position = _start;

    public ValueTask DisposeAsync() => _owned ? _source.DisposeAsync() : ValueTask.CompletedTask;

    private static async Task<Stream> CopyAsync(Stream source, Stream copy, long maxBytes, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferSize];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            if (copy.Length + read > maxBytes)
                throw TooLong(maxBytes);
            if (copy is MemoryStream && copy.Length + read > MostBytesInMemory)
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
