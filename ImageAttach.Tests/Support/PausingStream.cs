namespace ImageAttach.Tests.Support;

/// <summary>Tells when it has been read so far, and goes on when it may.</summary>
internal sealed class PausingStream(byte[] bytes, int pauseAt, TaskCompletionSource reached, Task goOn) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= pauseAt)
        {
            reached.TrySetResult();
            await goOn;
            cancellationToken.ThrowIfCancellationRequested();
        }

        // No further than to the pause, however much room there is.
        int room = Position < pauseAt ? (int)Math.Min(buffer.Length, pauseAt - Position) : buffer.Length;
        return await base.ReadAsync(buffer[..room], cancellationToken);
    }

    public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[bufferSize];
        int read;
        while ((read = await ReadAsync(buffer, cancellationToken)) > 0)
            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
    }
}
