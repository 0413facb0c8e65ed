namespace ImageAttach.Vector;

/// <summary>What drawing one file may cost, and with which fonts it is drawn.</summary>
public sealed record VectorOptions
{
    private const int BytesPerPixel = 4;

    /// <summary>The most memory that drawing one file may take, in bytes. Default: 268,435,456 (256 MiB).</summary>
    /// <remarks>Four bytes for each pixel drawn, and what the file's own contents need.</remarks>
    public long MaxMemory { get; init; } = 256L << 20;

    /// <summary>The processor time that reading or drawing one file may take. Default: 5 seconds.</summary>
    /// <remarks>On a busy machine that can be longer by the clock. A cancellation token bounds that.</remarks>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Fonts for the text in SVG drawings, as the bytes of TTF, OTF or WOFF2 files. Default: none but DejaVu Sans, which is always there.</summary>
    /// <remarks>A drawing's text is shown in the font that it names if that is here, else in DejaVu Sans. PDF files bring their own fonts.</remarks>
    public IReadOnlyList<ReadOnlyMemory<byte>> Fonts { get; init; } = [];

    /// <summary>A folder to keep the compiled programs that draw in. Default: none, and the first drawing of a process waits for seconds until they are compiled.</summary>
    /// <remarks>What lies there is machine code and run as it is. Nobody but this program may be able to write to the folder.</remarks>
    public string? CacheFolder { get; init; }

    /// <summary>Makes sure that pixels of a size fit in the memory that drawing may take.</summary>
    /// <exception cref="ImageLimitException">They don't.</exception>
    internal void CheckDrawing(string mimeType, ImageSize size)
    {
        if (size.Pixels * BytesPerPixel > MaxMemory)
            throw TooLittleMemory(FormattableString.Invariant($"Drawing the {mimeType} file at {size}"));
    }

    internal ImageLimitException TooLittleMemory(string what) => new(FormattableString.Invariant(
        $"{what} needs more than {MaxMemory:N0} bytes, the most that VectorOptions.MaxMemory allows. Ask for less, or raise the limit."));
}
