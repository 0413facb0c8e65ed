namespace ImageAttach.Tests.Support;

/// <summary>A stream that fails once all of it was read and it is read again, as something that went meanwhile does.</summary>
internal sealed class InterruptedStream(byte[] content, Exception failure) : MemoryStream(content, writable: false)
{
    private bool _isGone;

    // All other ways of reading lead here.
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_isGone)
            throw failure;
        int read = base.Read(buffer, offset, count);
        _isGone = Position == Length;
        return read;
    }
}
