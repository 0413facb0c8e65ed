using ImageAttach.Vector;

namespace ImageAttach.Tests.Vector;

/// <summary>Has the codecs of ImageAttach.Vector in use for as long as a fixture runs.</summary>
public abstract class CodecsInUse
{
    private readonly IImageCodec[] _codecs = [new SvgCodec(Unhurried), new PdfCodec(Unhurried)];

    /// <summary>Gets options with more time than the default, for busy machines.</summary>
    internal static VectorOptions Unhurried { get; } = new() { MaxTime = TimeSpan.FromMinutes(5) };

    [OneTimeSetUp]
    public void Use() => Array.ForEach(_codecs, ImageCodecs.Use);

    [OneTimeTearDown]
    public void Forget() => Array.ForEach(_codecs, ImageCodecs.Forget);
}
