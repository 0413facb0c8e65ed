namespace ImageAttach.Tests.Imaging;

/// <summary>A frame for <see cref="ApngWriter"/>.</summary>
/// <param name="Png">Its picture: of the same color type for all frames of a file, as every PNG of the tests' is 8 bits with alpha.</param>
internal sealed record ApngFrame(byte[] Png)
{
    public int Left { get; init; }

    public int Top { get; init; }

    /// <summary>What becomes of it: 0 stays, 1 is cleared, 2 gives way to what was there before.</summary>
    public byte Disposal { get; init; }

    public bool IsBlended { get; init; }
}
