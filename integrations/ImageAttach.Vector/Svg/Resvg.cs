using System.Buffers.Binary;
using System.Text;
using ImageAttach.WebAssembly;

namespace ImageAttach.Vector.Svg;

/// <summary>resvg at work on one drawing.</summary>
internal sealed partial class Resvg(VectorOptions options, CancellationToken cancellationToken)
    : Guest(Program, MediaType.Svg, options, cancellationToken)
{
    private const string DefaultFamily = "DejaVu Sans";
    private const int ResultLength = 16;
    private const int NoFonts = 0;

    private static readonly GuestProgram Program = new(typeof(Resvg).Assembly, "resvg.wasm");

    private static readonly byte[] DefaultFont = EmbeddedFile.Read(typeof(Resvg).Assembly, "DejaVuSans.ttf");

    private static readonly string Families = string.Join(
        ',',
        new[] { "default", "serif", "sansSerif", "cursive", "fantasy", "monospace" }
            .Select(family => $"\"{(family == "default" ? "defaultFont" : family)}Family\":\"{DefaultFamily}\""));

    private readonly VectorOptions _options = options;

    /// <summary>The drawing's size in pixels.</summary>
    public (double Width, double Height) ReadSize(ReadOnlyMemory<byte> svg) => SizeOf(Load(svg, "{}", NoFonts));

    /// <summary>Draws at a size, or a pixel larger where the proportions don't give whole numbers.</summary>
    public DecodedImage Draw(ReadOnlyMemory<byte> svg, ImageSize size)
    {
        (double width, double height) = ReadSize(svg);
        string fit = size.Width / width >= size.Height / height
            ? FormattableString.Invariant($"\"mode\":\"width\",\"value\":{size.Width}")
            : FormattableString.Invariant($"\"mode\":\"height\",\"value\":{size.Height}");
        List<object> fonts = [.. _options.Fonts.Select(font => font.ToArray()), DefaultFont];
        int drawing = Load(svg, $$$"""{"fitTo":{{{{fit}}}},"font":{{{{Families}}}}}""", Add(fonts));
        int image = CallForObject("resvg_render", drawing);
        ImageSize drawn = new(Call("renderedimage_width", image), Call("renderedimage_height", image));
        return new DecodedImage(drawn, Get<byte[]>(Call("renderedimage_pixels", image)), IsOpaque: false);
    }

    private (double Width, double Height) SizeOf(int drawing) =>
        (AtLeastOne((float)CallFor("resvg_width", drawing)!), AtLeastOne((float)CallFor("resvg_height", drawing)!));

    // resvg rounds, and a drawing of less than half a pixel is still one.
    private static double AtLeastOne(float side) => Math.Max(1, side);

    private int Load(ReadOnlyMemory<byte> svg, string options, int fonts)
    {
        (int start, int length) = Put(options);
        return CallForObject("resvg_new", Add(svg.ToArray()), start, length, fonts);
    }

    // Such functions write three numbers to where their first argument says: the object, the error, and whether it is one.
    private int CallForObject(string function, params ReadOnlySpan<int> arguments)
    {
        int result = Call("__wbindgen_add_to_stack_pointer", -ResultLength);
        Wasmtime.ValueBox[] all = [result, .. arguments.ToArray().Select(argument => (Wasmtime.ValueBox)argument)];
        Call(function, all);
        Span<byte> numbers = Memory.GetSpan(result, ResultLength);
        int made = BinaryPrimitives.ReadInt32LittleEndian(numbers);
        int error = BinaryPrimitives.ReadInt32LittleEndian(numbers[4..]);
        bool failed = BinaryPrimitives.ReadInt32LittleEndian(numbers[8..]) != 0;
        Call("__wbindgen_add_to_stack_pointer", ResultLength);
        return failed ? throw Refused(Get<string>(error)) : made;
    }

    private (int Start, int Length) Put(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int start = Call("__wbindgen_malloc", bytes.Length, 1);
        bytes.CopyTo(Memory.GetSpan(start, bytes.Length));
        return (start, bytes.Length);
    }

    private static ImageFormatException Refused(string reason) =>
        new($"The {MediaType.Svg} file can't be read: {reason} Save it anew with a drawing program, or attach another.");
}
