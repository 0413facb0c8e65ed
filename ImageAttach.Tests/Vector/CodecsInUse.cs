using ImageAttach.Vector;

namespace ImageAttach.Tests.Vector;

/// <summary>Runs a fixture's tests with the codecs of ImageAttach.Vector.</summary>
public abstract class CodecsInUse
{
    private IDisposable _context = null!;

    /// <summary>Gets options with more time than the default, for busy machines.</summary>
    internal static VectorOptions Unhurried { get; } = new() { MaxTime = TimeSpan.FromMinutes(5) };

    /// <summary>Gets settings with the codecs.</summary>
    internal static ImageAttachSettings WithCodecs { get; } = new() { Codecs = [new SvgCodec(Unhurried), new PdfCodec(Unhurried)] };

    [SetUp]
    public void UseCodecs() => _context = WithCodecs.Use();

    [TearDown]
    public void LeaveCodecs() => _context.Dispose();
}
