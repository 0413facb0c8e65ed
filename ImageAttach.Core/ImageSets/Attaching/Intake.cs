using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>Decides whether a file becomes an original, and what of it does.</summary>
internal static class Intake
{
    /// <summary>Checks a file against limits, and takes out of it what they don't let in.</summary>
    /// <exception cref="ImageFormatException">It can't be attached.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static async Task<ImageHeader> TakeAsync(BufferedUpload spool, ImageLimits limits, CancellationToken cancellationToken)
    {
        ImagingEngine engine = ImageAttachSettings.Current.Engine;
        ImageHeader header = engine.ReadHeader(spool.Content, limits);
        if (limits.StripMetadata)
        {
            spool.Narrow(engine.OpenWithoutMetadata(spool.Content, header, limits));
            spool.Rewind();
        }

        if (limits.DecodeFully)
        {
            await ThumbnailWork.ReadAndRunAsync(
                async () =>
                {
                    engine.CheckPixels(await spool.ReadAllAsync(cancellationToken).ConfigureAwait(false), cancellationToken);
                    return header;
                },
                cancellationToken).ConfigureAwait(false);
        }

        return header;
    }
}
