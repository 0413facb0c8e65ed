using ImageAttach.Diagnostics;

namespace ImageAttach.Transactions;

/// <summary>How an image's file gets into a store, and what its row then tells of the file.</summary>
internal static class FilePut
{
    // UUIDv7-like names would tell when a file was made; 122 random bits tell nothing and never meet again.
    public static string NewRevision() => Guid.NewGuid().ToString("N");

    /// <summary>Fills the columns that are known before the file is put.</summary>
    public static void Stamp(Image image, string mimeType, ImageSize size, bool original, string recipe = "")
    {
        image.Recipe = recipe;
        image.MimeType = mimeType;
        image.Size = size;
        image.Original = original;
        image.Revision = NewRevision();
        image.CreatedAt = ImageColumns.ToStoredPrecision(ImageAttachSettings.Current.Clock.GetUtcNow());
    }

    /// <summary>Puts the file, and fills the columns that are known after it: length and hash of the bytes that the store took.</summary>
    /// <exception cref="ImageStoreException">The store refused or failed, or didn't take all bytes.</exception>
    public static async Task RunAsync(
        FileLedger ledger, LedgerEntry file, Image image, Stream content, long length, CancellationToken cancellationToken)
    {
        ledger.TrackPut(file);
        Fault.At(FaultPoint.KeyNoted);
        HashingStream hashing = new(content);
        await using (hashing.ConfigureAwait(false))
        {
            await file.Store.PutAsync(file.Key, hashing, reproducible: !image.Original, cancellationToken).ConfigureAwait(false);
            if (hashing.BytesRead != length)
            {
                throw new ImageStoreException(FormattableString.Invariant(
                    $"The store took {hashing.BytesRead:N0} of {length:N0} bytes of {image.Key}. The picture changed while it was read, or the store doesn't read to the end."));
            }

            Fault.At(FaultPoint.FilePut);
            Counters.FilesPut.Add(1);
            FileDigest taken = hashing.GetDigest();
            (image.Length, image.Sha256) = (taken.Length, taken.Sha256);
        }
    }
}
