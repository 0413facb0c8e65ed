using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach.ImageSets;

/// <summary>A file that has passed the checks, and becomes the original of a set.</summary>
internal sealed class OriginalFile<TImage> : IAsyncDisposable
    where TImage : Image
{
    private readonly IImageTable<TImage> _table;
    private readonly BufferedUpload _upload;
    private readonly Action<TImage>? _configure;
    private ImageHeader _header = null!;
    private ThumbHash? _placeholder;

    private OriginalFile(IImageTable<TImage> table, BufferedUpload upload, Action<TImage>? configure) => (_table, _upload, _configure) = (table, upload, configure);

    /// <summary>Reads the file, and checks it against the limits.</summary>
    /// <exception cref="ImageFormatException">It can't be attached.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    public static async Task<OriginalFile<TImage>> ReadAsync(
        IImageTable<TImage> table, Stream content, Action<TImage>? configure, ImageLimits limits, CancellationToken cancellationToken)
    {
        OriginalFile<TImage> file = new(table, await BufferedUpload.CreateAsync(content, limits.MaxBytes, cancellationToken).ConfigureAwait(false), configure);
        try
        {
            await file.CheckAsync(limits, cancellationToken).ConfigureAwait(false);
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Creates the original of the set that has a key.</summary>
    /// <exception cref="ColumnNotSetException">A column that can't be null is null.</exception>
    // The caller's part comes in between: what it sets first is kept, and what is ours is set last.
    public TImage CreateImage(TImage key)
    {
        TImage image = _table.CopyKey(key);
        object setKey = _table.GetSetKey(image);
        image.IsDamaged = _header.IsDamaged;
        _configure?.Invoke(image);
        if (!setKey.Equals(_table.GetSetKey(image)))
        {
            throw new ArgumentException(
                $"`configure` changed the key of {key.ObjectType} {key.ObjectId}. Set extra columns only; the key comes from the owner.");
        }

        if (_table.FindNullColumn(image) is { } property)
            throw ColumnNotSetException.For(image, property);
        FilePut.Stamp(image, _header.MimeType, _header.Size, original: true);
        if (_placeholder is { } placeholder)
            _table.SetPlaceholder!(image, placeholder);
        if (image.IsDamaged)
            Events.AttachedDamaged(ImageAttachSettings.Current.Logger, image.ObjectType, image.ObjectId, _header.MimeType);
        return image;
    }

    /// <summary>Puts the file of an original that was created from it.</summary>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task PutAsync(TImage image, IImageStore store, FileLedger ledger, CancellationToken cancellationToken)
    {
        _upload.Rewind();
        return FilePut.RunAsync(
            ledger, ImageRows<TImage>.FileOf(_table, image, store), image, _upload.Content, _upload.Length, cancellationToken);
    }

    public ValueTask DisposeAsync() => _upload.DisposeAsync();

    private async Task CheckAsync(ImageLimits limits, CancellationToken cancellationToken)
    {
        _header = await UploadValidator.ValidateAsync(_upload, limits, cancellationToken).ConfigureAwait(false);
        await AttachmentHooks.RunAttachingAsync(new(_table, _upload, _header), cancellationToken).ConfigureAwait(false);
        if (_table.SetPlaceholder is not null)
            _placeholder = await ThumbHashExtensions.ReadAndHashAsync(_upload.ReadAllAsync, cancellationToken).ConfigureAwait(false);
    }
}
