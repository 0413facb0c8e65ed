using ImageAttach.Formats.Colors;
using ImageAttach.WebAssembly;
using Wasmtime;

namespace ImageAttach.Formats.Heif;

/// <summary>libheif at work on one file: its primary image.</summary>
internal sealed class Libheif(string mimeType, FormatsOptions options, CancellationToken cancellationToken)
    : EmscriptenGuest(Program, mimeType, options, cancellationToken)
{
    // The numbers of libheif's C interface, version 1.23.
    private const int ErrorLength = 12;
    private const int ErrorMessageField = 8;
    private const int OutOfMemory = 6;
    private const int RgbColors = 1;
    private const int InterleavedRgba = 11;
    private const int InterleavedChannel = 10;
    private const int NclxColorsField = 4;

    private static readonly GuestProgram Program = new(typeof(Libheif).Assembly, "libheif.wasm", "libheif.symbols");

    // Where functions write their error, and where they write their result.
    private int _error;
    private int _result;
    private int _handle;

    /// <summary>Gets the primary image's size, as viewers show it.</summary>
    public ImageSize Size => new(Call("heif_image_handle_get_width", _handle), Call("heif_image_handle_get_height", _handle));

    /// <summary>Opens a file.</summary>
    /// <exception cref="ImageFormatException">It has no primary image that can be read.</exception>
    public void Open(ReadOnlySpan<byte> file)
    {
        Call("__wasm_call_ctors");
        (_error, _result) = (Allocate(ErrorLength), Allocate(sizeof(int)));
        int context = Call("heif_context_alloc");
        CallChecked("heif_context_read_from_memory_without_copy", context, Copy(file), file.Length, 0);
        CallChecked("heif_context_get_primary_image_handle", context, _result);
        _handle = ReadInt32(_result);
    }

    /// <summary>Decodes the primary image.</summary>
    public DecodedImage Decode()
    {
        CallChecked("heif_decode_image", _handle, _result, RgbColors, InterleavedRgba, 0);
        int image = ReadInt32(_result);
        ImageSize size = new(Call("heif_image_get_width", image, InterleavedChannel), Call("heif_image_get_height", image, InterleavedChannel));
        return ReadColors().CreateImage(size, ReadPixels(image, size), ReadAlphaKind());
    }

    /// <summary>Reads what the colors of the primary image mean.</summary>
    public ColorEncoding ReadColors()
    {
        int length = Call("heif_image_handle_get_raw_color_profile_size", _handle);
        if (length <= 0)
            return ReadCodedColors();
        int profile = Allocate(length);
        CallChecked("heif_image_handle_get_raw_color_profile", _handle, profile);
        return new ColorEncoding(Memory.GetSpan(profile, length).ToArray());
    }

    // Files that don't say what their colors mean are sRGB.
    private ColorEncoding ReadCodedColors()
    {
        Call("heif_image_handle_get_nclx_color_profile", _error, _handle, _result);
        if (ReadInt32(_error) != 0)
            return ColorEncoding.Srgb;
        int colors = ReadInt32(_result) + NclxColorsField;
        return ColorEncoding.FromNumbers(ReadInt32(colors), ReadInt32(colors + sizeof(int)));
    }

    private AlphaKind ReadAlphaKind()
    {
        if (Call("heif_image_handle_has_alpha_channel", _handle) == 0)
            return AlphaKind.Opaque;
        return Call("heif_image_handle_is_premultiplied_alpha", _handle) == 0 ? AlphaKind.Straight : AlphaKind.Premultiplied;
    }

    private byte[] ReadPixels(int image, ImageSize size)
    {
        int rows = Call("heif_image_get_plane_readonly", image, InterleavedChannel, _result);
        int stride = ReadInt32(_result);
        int rowLength = size.Width * Alpha.BytesPerPixel;
        byte[] pixels = new byte[checked(rowLength * size.Height)];
        for (int y = 0; y < size.Height; y++)
            Memory.GetSpan(rows + (y * stride), rowLength).CopyTo(pixels.AsSpan(y * rowLength));
        return pixels;
    }

    private void CallChecked(string function, params ReadOnlySpan<ValueBox> arguments)
    {
        Call(function, [_error, .. arguments]);
        int code = ReadInt32(_error);
        if (code == 0)
            return;
        string message = Memory.ReadNullTerminatedString(ReadInt32(_error + ErrorMessageField)).TrimEnd('.');
        throw code == OutOfMemory ? TooLittleMemory() : Broken(message);
    }
}
