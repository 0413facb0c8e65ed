using System.Diagnostics;
using System.Text;
using ImageAttach.Tests.Imaging;
using ImageAttach.Vector;

namespace ImageAttach.Tests.Vector;

/// <summary>Drawings and documents that are made to exhaust whoever opens them.</summary>
internal sealed class VectorBombTests : CodecsInUse
{
    private static readonly VectorOptions Little = new() { MaxMemory = 64L << 20, MaxTime = TimeSpan.FromSeconds(2) };

    private static IEnumerable<TestCaseData<byte[]>> Bombs()
    {
        yield return Bomb("nested 100,000 deep", Drawings.Svg("width='9' height='9'", Repeat("<g>", 100_000) + Repeat("</g>", 100_000)));
        yield return Bomb("entities of entities", Encoding.UTF8.GetBytes(Entities(levels: 9)));
        yield return Bomb("entities without end", Encoding.UTF8.GetBytes("<!DOCTYPE svg [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>"));
        yield return Bomb("uses of uses", Drawings.Svg("width='9' height='9'", Uses(levels: 30)));
        yield return Bomb("patterns of patterns", Drawings.Svg("width='900' height='900'", Patterns(levels: 12)));
        yield return Bomb("a blur as wide as the world", Drawings.Svg("width='3000' height='3000'", Repeat("<filter id='f' x='-9' y='-9' width='99' height='99'><feGaussianBlur stdDeviation='9999'/></filter><rect width='3000' height='3000' filter='url(#f)'/>", 50)));
        yield return Bomb("a form that draws itself", Drawings.PdfPage(
            "/MediaBox [0 0 100 100] /Resources << /XObject << /A 5 0 R >> >>", "/A Do", Form("/A Do /A Do", "/A 5 0 R")));
        yield return Bomb("forms of forms", Drawings.PdfPage("/MediaBox [0 0 100 100] /Resources << /XObject << /A 5 0 R >> >>", "/A Do", Forms(levels: 24)));
        yield return Bomb("pages whose parent is a child", Drawings.PdfOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"));
        yield return Bomb("pages 50,000 deep", Drawings.PdfOf(
            ["<< /Type /Catalog /Pages 2 0 R >>", .. Enumerable.Range(3, 50_000).Select(next => FormattableString.Invariant($"<< /Type /Pages /Kids [{next} 0 R] /Count 1 >>"))]));
        yield return Bomb("arrays 1,000,000 deep", Drawings.PdfPage("/MediaBox [0 0 100 100] /Nest " + Repeat("[", 1_000_000) + Repeat("]", 1_000_000)));
        yield return Bomb("a million millions of pixels", Drawings.PdfPage(
            "/MediaBox [0 0 100 100] /Resources << /XObject << /A 5 0 R >> >>",
            "100 0 0 100 0 0 cm /A Do",
            Drawings.Stream("x", "/Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceRGB")));
    }

    // Compiling takes more memory than any bomb may.
    [OneTimeSetUp]
    public void Compile()
    {
        using IDisposable context = WithCodecs.Use();
        Codec.ReadHeader(Drawings.Svg());
        Codec.ReadHeader(Drawings.Pdf());
    }

    [TestCaseSource(nameof(Bombs))]
    public void ATT_17_A_bomb_costs_no_more_than_its_limits(byte[] bomb)
    {
        long before = Process.GetCurrentProcess().PeakWorkingSet64;
        IImageCodec codec = bomb.AsSpan().StartsWith("%PDF"u8) ? new PdfCodec(Little) : new SvgCodec(Little);
        // Where what is dangerous is left out, the rest may be drawn.
        try
        {
            codec.ReadSize(new MemoryStream(bomb), ImageLimits.Default);
            codec.Decode(bomb, new ImageSize(300, 300), CancellationToken.None);
            TestContext.Out.WriteLine("drawn");
        }
        catch (ImageAttachException e)
        {
            TestContext.Out.WriteLine(e.Message);
        }

        Assert.That(ImageAttach.WebAssembly.GuestProgram.Clock.Guests, Is.Zero, "The sandbox is gone with its file.");
        long grown = Process.GetCurrentProcess().PeakWorkingSet64 - before;
        TestContext.Out.WriteLine($"{grown >> 20} MiB more at the peak");
        Assert.That(grown, Is.LessThan(2 * Little.MaxMemory));
    }

    [Test]
    public void ATT_17_Work_without_end_is_stopped_and_the_option_named()
    {
        SvgCodec codec = new(new VectorOptions { MaxTime = TimeSpan.FromMilliseconds(200) });
        byte[] svg = Drawings.Svg("width='900' height='900'", Patterns(levels: 12));
        Assert.That(
            () => codec.Decode(svg, new ImageSize(900, 900), CancellationToken.None),
            Throws.TypeOf<ImageLimitException>().With.Message.Contains("image/svg+xml").And.Message.Contains("0.2 seconds of processor time").And.Message.Contains("VectorOptions.MaxTime"));
    }

    [TestCase(MediaType.Svg)]
    [TestCase(MediaType.Pdf)]
    public void Time_in_which_the_drawing_does_not_run_does_not_count(string mimeType)
    {
        VectorOptions options = new() { MaxTime = TimeSpan.FromSeconds(1) };
        IImageCodec codec = mimeType == MediaType.Pdf ? new PdfCodec(options) : new SvgCodec(options);
        using SlowStream file = new(mimeType == MediaType.Pdf ? Drawings.Pdf() : Drawings.Svg(), options.MaxTime + TimeSpan.FromSeconds(0.5));
        Assert.That(() => codec.ReadSize(file, ImageLimits.Default), Throws.Nothing);
    }

    [Test]
    public void Cancelling_stops_a_drawing_halfway()
    {
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(100));
        SvgCodec codec = new(new VectorOptions { MaxTime = TimeSpan.FromHours(1) });
        byte[] svg = Drawings.Svg("width='900' height='900'", Patterns(levels: 12));
        Assert.That(() => codec.Decode(svg, new ImageSize(900, 900), cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    // A slow disk, or a processor that others use.
    private sealed class SlowStream(byte[] content, TimeSpan delay) : MemoryStream(content, writable: false)
    {
        private bool _hasWaited;

        public override int Read(Span<byte> buffer)
        {
            if (!_hasWaited)
                Thread.Sleep(delay);
            _hasWaited = true;
            return base.Read(buffer);
        }
    }

    private static TestCaseData<byte[]> Bomb(string name, byte[] bomb) => new TestCaseData<byte[]>(bomb).SetArgDisplayNames(name);

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static string Entities(int levels)
    {
        StringBuilder text = new("<!DOCTYPE svg [<!ENTITY e0 'lol'>");
        for (int level = 1; level <= levels; level++)
            text.Append($"<!ENTITY e{level} '{Repeat($"&e{level - 1};", 10)}'>");
        return text.Append($"]><svg xmlns='http://www.w3.org/2000/svg'><text>&e{levels};</text></svg>").ToString();
    }

    private static string Uses(int levels)
    {
        StringBuilder text = new("<defs><rect id='u0' width='1' height='1'/>");
        for (int level = 1; level <= levels; level++)
            text.Append($"<g id='u{level}'>{Repeat($"<use xlink:href='#u{level - 1}'/>", 4)}</g>");
        return text.Append($"</defs><use xlink:href='#u{levels}'/>").ToString();
    }

    // Each is drawn by filling many times with the one before.
    private static string Patterns(int levels)
    {
        StringBuilder text = new("<defs><pattern id='p0' width='1' height='1' patternUnits='userSpaceOnUse'><rect width='1' height='1'/></pattern>");
        for (int level = 1; level <= levels; level++)
            text.Append($"<pattern id='p{level}' width='900' height='900' patternUnits='userSpaceOnUse'>{Repeat($"<rect width='900' height='900' fill='url(#p{level - 1})'/>", 6)}</pattern>");
        return text.Append($"</defs><rect width='900' height='900' fill='url(#p{levels})'/>").ToString();
    }

    private static string Form(string content, string forms) =>
        Drawings.Stream(content, $"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Resources << /XObject << {forms} >> >>");

    private static string[] Forms(int levels) =>
    [
        .. Enumerable.Range(0, levels).Select(level => Form("/A Do /A Do /A Do /A Do", $"/A {6 + level} 0 R")),
        Form("0 0 100 100 re f", ""),
    ];
}
