using ImageAttach.Imaging;
using ImageAttach.Imaging.Metadata;
using ImageAttach.Imaging.Skia;

namespace ImageAttach.Files;

/// <summary>Decides whether a file becomes an original, and what of it does.</summary>
internal static class Intake
{
    /// <summary>Checks a file against limits, and takes out of it what they don't let in.</summary>
    /// <exception cref="ImageFormatException">It can't be attached.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static async Task<ImageHeader> TakeAsync(Spool spool, ImageLimits limits, CancellationToken cancellationToken)
    {
        ImageHeader header = SkiaCodec.Instance.ReadHeader(spool.Content, limits);
        if (limits.StripMetadata)
        {
            spool.Narrow(MetadataStripping.Strip(spool.Content, header.MimeType));
            spool.Rewind();
            // Never stored before it has been seen to be the same picture.
            if (SkiaCodec.Instance.ReadHeader(spool.Content, limits) != header)
                throw Refusal.NotStripped(header.MimeType);
        }

        if (limits.DecodeFully)
        {
            await ThumbnailWork.ReadAndRunAsync(
                async () =>
                {
                    FullDecode.Check(await spool.ReadAllAsync(cancellationToken).ConfigureAwait(false), header, cancellationToken);
                    return header;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return header;
    }
}
