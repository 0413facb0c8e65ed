using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Decides whether a file becomes an original, and what of it does.</summary>
internal static class UploadValidator
{
    /// <summary>Checks a file against limits, and takes out of it what they don't let in.</summary>
    /// <exception cref="ImageFormatException">It can't be attached.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static async Task<ImageHeader> ValidateAsync(BufferedUpload upload, ImageLimits limits, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        ImageHeader header = engine.ReadHeader(upload.Content, limits);
        if (limits.StripMetadata)
        {
            upload.Narrow(engine.OpenWithoutMetadata(upload.Content, header, limits));
            upload.Rewind();
        }

        if (limits.DecodeFully && !header.IsDamaged)
        {
            header = await engine.Options.Concurrency.RunAsync(
                async () =>
                {
                    byte[] file = await upload.ReadAllAsync(cancellationToken).ConfigureAwait(false);
                    if (limits.AllowDamaged)
                        return header with { IsDamaged = engine.IsDamaged(file, cancellationToken) };
                    engine.CheckPixels(file, cancellationToken);
                    return header;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return header;
    }
}
