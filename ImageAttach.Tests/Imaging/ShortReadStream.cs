namespace ImageAttach.Tests.Imaging;

/// <summary>Returns seven bytes at most, as a network might.</summary>
internal sealed class ShortReadStream(byte[] bytes) : MemoryStream(bytes)
{
    private const int Most = 7;

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(Most, count));

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(Most, buffer.Length)]);
}
