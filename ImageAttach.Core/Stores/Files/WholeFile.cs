using System.Buffers;

namespace ImageAttach.Files;

/// <summary>Reads streams into memory, up to a limit.</summary>
internal static class WholeFile
{
    private const int BufferSize = 81_920;

    /// <summary>Reads a stream to its end; null when it has more bytes than allowed. Then no more than those were read.</summary>
    public static async Task<byte[]?> TryReadAsync(Stream stream, int maxBytes, CancellationToken cancellationToken)
    {
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
