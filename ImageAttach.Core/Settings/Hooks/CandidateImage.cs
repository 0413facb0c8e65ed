using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>A file that is about to become an original.</summary>
public sealed class CandidateImage
{
    private readonly BufferedUpload _file;

    internal CandidateImage(IImageTable table, BufferedUpload file, ImageHeader header) =>
        (ImageType, ObjectType, _file, MimeType, Size) = (table.ImageType, table.ObjectType, file, header.MimeType, header.Size);

    /// <summary>Gets the image type that it is attached as, such as <c>UserPicture</c>.</summary>
    public Type ImageType { get; }

    /// <summary>Gets the object type of its files, such as <c>user-picture</c>.</summary>
    public string ObjectType { get; }

    /// <summary>Gets the media type, as found in the bytes.</summary>
    public string MimeType { get; }

    /// <summary>Gets the size in pixels, as a viewer sees it.</summary>
    public ImageSize Size { get; }

    /// <summary>Gets the number of bytes that will be stored.</summary>
    public long Length => _file.Length;

    /// <summary>Opens the bytes that will be stored, from the first one on, to read and to seek. Each call gives a stream of its own; read one at a time.</summary>
    /// <remarks>Valid until the hook returns. Disposing of the stream leaves the caller's stream open.</remarks>
    public Stream OpenRead() => _file.OpenView();
}
