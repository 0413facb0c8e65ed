using ImageAttach.Formats;

namespace ImageAttach.Tests.Formats;

/// <summary>Runs a fixture's tests with the codecs of ImageAttach.Formats.</summary>
public abstract class FormatTests
{
    private IDisposable _context = null!;

    /// <summary>Gets options with more time than the default, for busy machines, and a folder that spares the next run of the tests compiling.</summary>
    internal static FormatsOptions Options { get; } = new()
    {
        MaxTime = TimeSpan.FromMinutes(5),
        CacheFolder = Path.Combine(AppContext.BaseDirectory, "compiled-programs"),
    };

    /// <summary>Gets settings with the codecs.</summary>
    internal static ImageAttachSettings WithCodecs { get; } = new() { Codecs = CodecsWith(Options) };

    [SetUp]
    public void UseCodecs() => _context = WithCodecs.Use();

    [TearDown]
    public void LeaveCodecs() => _context.Dispose();

    internal static IImageCodec[] CodecsWith(FormatsOptions options) => [new HeicCodec(options), new AvifCodec(options), new JpegXlCodec(options), new TiffCodec(options)];

    internal static IImageCodec CodecFor(string mimeType, FormatsOptions options) => CodecsWith(options).Single(codec => codec.MediaTypes.Contains(mimeType));
}
