using System.Text;
using ImageAttach.Formats.Colors;
using ImageAttach.WebAssembly;

namespace ImageAttach.Formats.Magick;

/// <summary>ImageMagick at work on one file: its first image.</summary>
internal sealed class ImageMagick(string mimeType, FormatsOptions options, CancellationToken cancellationToken)
    : EmscriptenGuest(Program, mimeType, options, cancellationToken)
{
    // The numbers of ImageMagick 7.1.
    private const int FirstError = 400;
    private const int SrgbColors = 23;
    private const int FirstSidewaysOrientation = 5;
    private const int RowsAtOnce = 256;

    private static readonly GuestProgram Program = new(typeof(ImageMagick).Assembly, "magick.wasm", "magick.symbols");

    // Where functions write the exception that they raise.
    private int _exception;
    private int _image;

    private int Width => Call("MagickImage_Width_Get", _image);

    private int Height => Call("MagickImage_Height_Get", _image);

    private bool IsSideways => Call("MagickImage_Orientation_Get", _image) >= FirstSidewaysOrientation;

    /// <summary>Gets the size after orientation.</summary>
    public ImageSize Size => IsSideways ? new(Height, Width) : new(Width, Height);

    /// <summary>Reads a file's header.</summary>
    /// <exception cref="ImageFormatException">The file is broken.</exception>
    public void OpenHeader(ReadOnlyMemory<byte> file) => Open(file, isHeaderEnough: true);

    /// <summary>Reads a file's first image.</summary>
    /// <exception cref="ImageFormatException">The file is broken.</exception>
    public void Open(ReadOnlyMemory<byte> file) => Open(file, isHeaderEnough: false);

    /// <summary>Gets the image's pixels.</summary>
    /// <param name="colors">What the colors mean; null when the file's color profile says it.</param>
    public DecodedImage Decode(ColorEncoding? colors)
    {
        colors ??= new ColorEncoding(ReadColorProfile());
        if (Call("MagickImage_ColorSpace_Get", _image) != SrgbColors)
            colors = ConvertToSrgb(colors.Profile);
        _image = CallChecked("MagickImage_AutoOrient", _image);
        AlphaKind alpha = Call("MagickImage_HasAlpha_Get", _image) == 0 ? AlphaKind.Opaque : AlphaKind.Straight;
        return colors.CreateImage(new(Width, Height), ReadPixels(), alpha);
    }

    private void Open(ReadOnlyMemory<byte> file, bool isHeaderEnough)
    {
        SetFile(file);
        Call("__wasm_call_ctors");
        Call("Environment_Initialize");
        _exception = Allocate(sizeof(int));
        WriteInt32(_exception, 0);
        int settings = Call("MagickSettings_Create");
        Call("MagickSettings_SetFileName", settings, CopyText($"{MagickFormat.FromMediaType(MimeType)}:{FilePath}"));
        Call("MagickSettings_SetScene", settings, 0);
        Call("MagickSettings_SetNumberScenes", settings, 1);
        if (isHeaderEnough)
            Call("MagickSettings_SetPing", settings, 1);
        _image = CallChecked("MagickImage_ReadFile", settings);
    }

    // Pixels that aren't red, green and blue are converted by their profile, if they have one.
    private ColorEncoding ConvertToSrgb(byte[] profile)
    {
        if (profile.Length == 0)
            CallChecked("MagickImage_ColorSpace_Set", isResultNeeded: false, _image, SrgbColors);
        else
            CallChecked("MagickImage_SetProfile", isResultNeeded: false, _image, CopyText("icc"), Copy(IccProfileWriter.Srgb), IccProfileWriter.Srgb.Length);
        return ColorEncoding.Srgb;
    }

    private byte[] ReadColorProfile()
    {
        int profile = Call("MagickImage_GetProfile", _image, CopyText("icc"));
        return profile == 0 ? [] : Memory.GetSpan(Call("StringInfo_Datum_Get", profile), Call("StringInfo_Length_Get", profile)).ToArray();
    }

    private byte[] ReadPixels()
    {
        (int width, int height, int rowLength) = (Width, Height, Width * Alpha.BytesPerPixel);
        byte[] pixels = new byte[checked(rowLength * height)];
        int collection = CallChecked("PixelCollection_Create", _image);
        int mapping = CopyText("RGBA");
        for (int y = 0; y < height; y += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, height - y);
            int rows = CallChecked("PixelCollection_ToByteArray", collection, 0, y, width, count, mapping);
            Memory.GetSpan(rows, rowLength * count).CopyTo(pixels.AsSpan(y * rowLength));
            Call("MagickMemory_Relinquish", rows);
        }

        return pixels;
    }

    private int CopyText(string text) => Copy([.. Encoding.UTF8.GetBytes(text), 0]);

    private int CallChecked(string function, params ReadOnlySpan<Wasmtime.ValueBox> arguments) => CallChecked(function, isResultNeeded: true, arguments);

    // The address of the exception is the last argument.
    private int CallChecked(string function, bool isResultNeeded, params ReadOnlySpan<Wasmtime.ValueBox> arguments)
    {
        int result = Call(function, [.. arguments, _exception]);
        int exception = ReadInt32(_exception);
        if (exception != 0 && (Call("MagickExceptionHelper_Severity", exception) >= FirstError || (isResultNeeded && result == 0)))
            throw Broken(Memory.ReadNullTerminatedString(Call("MagickExceptionHelper_Message", exception)));
        return isResultNeeded && result == 0 ? throw Broken("it has no image") : result;
    }
}
