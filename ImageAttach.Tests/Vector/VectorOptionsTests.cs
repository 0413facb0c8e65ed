using System.Text;
using ImageAttach.Tests.Docs;
using ImageAttach.Tests.Support;
using ImageAttach.Vector;

namespace ImageAttach.Tests.Vector;

public sealed class VectorOptionsTests
{
    private static readonly byte[] Text = Drawings.Svg("width='200' height='80'", "<text x='10' y='60' font-family='DejaVu Wide' font-size='20'>HHHH</text>");

    [Test]
    public void Text_is_drawn_in_a_font_that_is_given()
    {
        int usual = Ink(new VectorOptions()), wide = Ink(new VectorOptions { Fonts = [WideFont()] });
        Assert.That(usual, Is.Positive);
        Assert.That(wide, Is.GreaterThan(2 * usual));
    }

    // Compiled at most once in a process, so whether anything is left here depends on who was first; CompiledFileTests looks at what is.
    [Test]
    public void A_folder_for_compiled_programs_changes_no_picture()
    {
        using TemporaryFolder folder = new();
        Assert.That(Ink(new VectorOptions { CacheFolder = folder.Path }), Is.EqualTo(Ink(new VectorOptions())));
    }

    // The font that is always there under another name, and twice as large: with half as many units to its height.
    private static byte[] WideFont()
    {
        byte[] font = File.ReadAllBytes(Path.Combine(Repository.Root, "integrations", "ImageAttach.Vector", "Engines", "DejaVuSans.ttf"));
        foreach (Encoding encoding in new[] { Encoding.BigEndianUnicode, Encoding.ASCII })
            Replace(font, encoding.GetBytes("DejaVu Sans"), encoding.GetBytes("DejaVu Wide"));
        int record = font.AsSpan().IndexOf("head"u8);
        int head = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(record + 8));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(head + 18), 1024);
        return font;
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        for (int at = bytes.IndexOf(from); at >= 0; at = bytes.IndexOf(from))
            to.CopyTo(bytes[at..]);
    }

    // How many pixels aren't transparent.
    private static int Ink(VectorOptions options)
    {
        ReadOnlySpan<byte> pixels = new SvgCodec(options).Decode(Text, new ImageSize(200, 80), CancellationToken.None).Pixels.Span;
        int ink = 0;
        for (int i = 3; i < pixels.Length; i += 4)
            ink += pixels[i] > 0 ? 1 : 0;
        return ink;
    }
}
