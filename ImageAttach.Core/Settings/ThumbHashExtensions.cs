using ImageAttach.Imaging;

namespace ImageAttach;

/// <summary>Makes a <see cref="ThumbHash"/> with the codecs in use.</summary>
public static class ThumbHashExtensions
{
    extension(ThumbHash)
    {
        /// <summary>Makes the hash of a picture's file, of any type that can be attached. Attaching does so by itself where a placeholder is declared.</summary>
        /// <param name="file">The file's bytes.</param>
        /// <param name="cancellationToken">Stops the work.</param>
        /// <remarks>Decodes the picture, when it is its turn: see <see cref="ImageAttachSettings.MaxParallelDecodes"/>.</remarks>
        /// <exception cref="ImageFormatException">The picture can't be decoded.</exception>
        public static Task<ThumbHash> OfFileAsync(byte[] file, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(file);
            return ReadAndHashAsync(_ => Task.FromResult(file), cancellationToken);
        }
    }

    /// <summary>Makes the hash of an image file that is read once it is its turn.</summary>
    internal static Task<ThumbHash> ReadAndHashAsync(Func<CancellationToken, Task<byte[]>> readFile, CancellationToken cancellationToken) => ThumbnailWork.ReadAndRunAsync(
        async () => ImageAttachSettings.Current.Engine.CreatePlaceholder(await readFile(cancellationToken).ConfigureAwait(false), cancellationToken),
        cancellationToken);
}
