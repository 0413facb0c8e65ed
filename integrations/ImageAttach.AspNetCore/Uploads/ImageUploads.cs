using System.Globalization;
using ImageAttach.AspNetCore.Uploads;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.AspNetCore;

/// <summary>Lets browsers send files to the store by themselves. A service of the application.</summary>
public sealed class ImageUploads
{
    private readonly UploadOptions _options;
    private readonly HmacSigner? _signer;
    private readonly ImageAttachSettings _settings;
    private readonly TimeProvider _time;

    internal ImageUploads(ImageAttachOptions options, ImageAttachSettings settings, TimeProvider time)
    {
        (_options, _settings, _time) = (options.Uploads, settings, time);
        _signer = options.Thumbnails.SigningKeys.Count > 0 ? new(options.Thumbnails.SigningKeys) : null;
    }

    /// <summary>Those of the application whose settings are current, as in its requests; null where no application's are.</summary>
    internal static ImageUploads? Current => ImageAttachSettings.Current.Services?.GetService(typeof(ImageUploads)) as ImageUploads;

    internal ImageLimits Limits => _options.Limits;

    /// <summary>Whether there is a secret to sign with.</summary>
    internal bool CanSign => _signer is not null;

    private HmacSigner Signer => _signer ?? throw new InvalidOperationException(
        "Uploads need a secret to sign their tickets with. Set options.Thumbnails.SigningKeys.");

    /// <summary>Lets somebody send a file, for as long as <see cref="UploadOptions.ValidFor"/> says.</summary>
    /// <param name="mimeType">The type that it will have.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="store">The store to send it to; default: the current one.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Where to send it, and the ticket to bring back. Nothing is stored or noted.</returns>
    /// <exception cref="ImageFormatException">Nothing of that type may be attached.</exception>
    /// <exception cref="ImageLimitException">It is too large.</exception>
    /// <exception cref="InvalidOperationException">The store is no <see cref="IUploadStore"/>, or there is no secret to sign with.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    public Task<ImageUpload> BeginAsync(string mimeType, long length, IImageStore? store = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(mimeType);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (!(_options.Limits.AllowedTypes ?? _settings.Engine.MediaTypes).Contains(mimeType))
            throw new ImageFormatException("A file was announced with a type that isn't allowed. Send one of those in options.Uploads.Limits.") { IsTypeRefused = true };
        _options.Limits.CheckBytes(length);
        HmacSigner signer = Signer;
        IUploadStore to = Taking(store ?? StoreContext.Current);
        return SignAsync();

        async Task<ImageUpload> SignAsync()
        {
            string name = Guid.NewGuid().ToString("N");
            DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds((_time.GetUtcNow() + _options.ValidFor).ToUnixTimeSeconds());
            SignedUpload signed = await to.SignUploadAsync(name, mimeType, length, _options.ValidFor, cancellationToken).ConfigureAwait(false);
            UploadTicket ticket = new(name, mimeType, length, expires.ToUnixTimeSeconds());
            return new(signed.Address, signed.Method, signed.Headers, ticket.Write(signer), expires);
        }
    }

    /// <summary>The store, if browsers can send files to it.</summary>
    internal static IUploadStore Taking(IImageStore store) => store as IUploadStore ?? throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture, $"Browsers can't send files to {store} by themselves, which is no IUploadStore. Use an S3Store, or send files to the application."));

    /// <exception cref="ImageUploadException">The ticket was not written here, or has expired.</exception>
    internal UploadTicket Read(string text)
    {
        UploadTicket ticket = UploadTicket.Read(text, Signer)
            ?? throw new ImageUploadException("The upload's ticket isn't one of ours, or was changed. Send the one that came with the upload's address.");
        return ticket.Expires > _time.GetUtcNow().ToUnixTimeSeconds() ? ticket : throw new ImageUploadException(
            $"The ticket of upload {ticket.Name} has expired. Ask for another upload, and send the file again.");
    }
}
