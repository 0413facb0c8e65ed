namespace ImageAttach.WebAssembly;

/// <summary>Limits what decoding one file may cost inside the sandbox.</summary>
public abstract record SandboxOptions
{
    private const int BytesPerPixel = 4;

    /// <summary>The maximum memory that decoding one file may take, in bytes. Default: 268,435,456 (256 MiB).</summary>
    /// <remarks>Four bytes for each pixel, and what the file's own contents need.</remarks>
    public long MaxMemory { get; init; } = 256L << 20;

    /// <summary>The processor time that reading or decoding one file may take. Default: 5 seconds.</summary>
    /// <remarks>On a busy machine that can be longer by the clock. A cancellation token bounds that.</remarks>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A folder to keep the compiled programs in. Default: none, and the first file of a process waits for seconds until its program is compiled.</summary>
    /// <remarks>The files in the folder are machine code and run as they are. Only this program may be able to write to it.</remarks>
    public string? CacheFolder { get; init; }

    /// <summary>Checks that an image's pixels fit in the memory that decoding may take.</summary>
    /// <param name="mimeType">The file's media type.</param>
    /// <param name="size">The size of the image.</param>
    /// <exception cref="ImageLimitException">They don't.</exception>
    public void CheckSize(string mimeType, ImageSize size)
    {
        if (size.Pixels * BytesPerPixel > MaxMemory)
            throw TooLittleMemory(FormattableString.Invariant($"Decoding the {mimeType} file at {size}"));
    }

    /// <summary>Creates the exception for work that needs more memory than allowed.</summary>
    /// <param name="what">The work, as the beginning of a sentence.</param>
    public ImageLimitException TooLittleMemory(string what) => new(FormattableString.Invariant(
        $"{what} needs more than {MaxMemory:N0} bytes, the maximum that {GetType().Name}.{nameof(MaxMemory)} allows. Ask for less, or raise the limit."));

    internal ImageLimitException TooLittleTime(string mimeType) => new(FormattableString.Invariant(
        $"Decoding the {mimeType} file takes more than {MaxTime.TotalSeconds:0.###} seconds of processor time, the maximum that {GetType().Name}.{nameof(MaxTime)} allows. Attach a simpler one, or raise the limit."));

    internal ImageFormatException Undecodable(string mimeType, Exception failure) => new(
        FormattableString.Invariant($"The {mimeType} file can't be decoded: it is broken, nested too deeply, or needs more than {MaxMemory:N0} bytes, the maximum that {GetType().Name}.{nameof(MaxMemory)} allows. Attach another, or raise the limit."),
        failure);
}
