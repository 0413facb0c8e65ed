using System.Buffers;

namespace ImageAttach;

/// <summary>Reads files into memory, for stores and codecs that need all bytes at once.</summary>
public static class FileBytes
{
    private const int BufferSize = 81_920;

    /// <summary>Reads a stream from its position to its end, unless it has more bytes than allowed.</summary>
    /// <param name="stream">The stream, which stays open. It need not seek.</param>
    /// <param name="maxBytes">The number of bytes allowed, at most <see cref="Array.MaxLength"/>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The bytes; null when there are more, of which it reads no more than a buffer.</returns>
    public static async Task<byte[]?> TryReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        long expected = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 0;
        if (expected > maxBytes)
            return null;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using MemoryStream copy = new(capacity: (int)expected);
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (copy.Length + read > maxBytes)
                    return null;
                copy.Write(buffer, 0, read);
            }

            return copy.Length == copy.Capacity ? copy.GetBuffer() : copy.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
