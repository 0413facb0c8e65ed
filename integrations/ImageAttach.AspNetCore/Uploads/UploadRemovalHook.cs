using ImageAttach.AspNetCore.Logging;
using ImageAttach.Stores;
using Microsoft.Extensions.Logging;

namespace ImageAttach.AspNetCore.Uploads;

/// <summary>Removes an uploaded file, once the image that was read from it is attached.</summary>
internal sealed class UploadRemovalHook(IUploadStore store, string name) : IAttachmentHook
{
    public async Task AttachedAsync(AttachedImage image, CancellationToken cancellationToken)
    {
        try
        {
            await store.DeleteUploadAsync(name, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Events.UploadLeft(ImageAttachSettings.Current.LoggerFactory.CreateLogger("ImageAttach"), name, failure);
        }
    }
}
