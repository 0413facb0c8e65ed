using ImageAttach.AspNetCore.Thumbnails;
using ImageAttach.Imaging;
using ImageAttach.Stores;
using Microsoft.Extensions.Options;

namespace ImageAttach.AspNetCore.Registration;

/// <summary>Looks at the options when the application starts, so that mistakes in them aren't found by its users.</summary>
internal sealed class ImageAttachOptionsValidation : IValidateOptions<ImageAttachOptions>
{
    public ValidateOptionsResult Validate(string? name, ImageAttachOptions options)
    {
        string[] mistakes = [.. MistakesIn(options)];
        return mistakes.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static IEnumerable<string> MistakesIn(ImageAttachOptions options) =>
        MistakesIn(options.Thumbnails).Concat(MistakesIn(options.Uploads)).Concat(MistakesInStores(options)).Concat(MistakesInDecoding(options)).Concat(MistakesInHooks(options));

    private static IEnumerable<string> MistakesInDecoding(ImageAttachOptions options)
    {
        if (options.Codecs.Contains(null!))
            yield return "A codec in Codecs is null. Give one, or leave it out.";
        if (options.Limits is null)
            yield return "Limits are null: set them, or leave them as they are.";
        if (options.MaxParallelDecodes < 1)
            yield return "MaxParallelDecodes must be 1 or more.";
    }

    private static IEnumerable<string> MistakesInHooks(ImageAttachOptions options)
    {
        if (options.Hooks.Contains(null!))
            yield return "A hook in Hooks is null. Give one, or leave it out.";
        if (options.HookTimeout <= TimeSpan.Zero || options.HookTimeout.TotalMilliseconds > int.MaxValue)
            yield return "HookTimeout must be above 0, and at most int.MaxValue milliseconds.";
    }

    private static IEnumerable<string> MistakesIn(UploadOptions uploads)
    {
        if (uploads.Limits is null)
            yield return "Uploads.Limits are null: set them, or leave them as they are.";
        if (uploads.ValidFor < TimeSpan.FromSeconds(1) || uploads.ValidFor > TimeSpan.FromDays(7))
            yield return "Uploads.ValidFor must be 1 second to 7 days.";
    }

    private static IEnumerable<string> MistakesIn(ThumbnailUrlOptions thumbnails)
    {
        if (thumbnails.SigningKeys.Any(secret => secret is null or { Length: < HmacSigner.MinSecretLength }))
            yield return $"A secret in Thumbnails.SigningKeys can be guessed: give {HmacSigner.MinSecretLength} random characters or more.";
        foreach (int width in thumbnails.Widths.Where(width => width is < 1 or > ThumbnailSpec.MaxSide))
            yield return FormattableString.Invariant($"A thumbnail can't be {width} wide: Thumbnails.Widths are 1 to {ThumbnailSpec.MaxSide:N0}.");
        if (thumbnails.Widths.Count > 0 && thumbnails.Tables.Count == 0)
            yield return "Thumbnails.Widths are set, but no tables to make thumbnails of: set Thumbnails.Tables to ImageEntities.All.";
        if (thumbnails.Tables.GroupBy(table => table.ObjectType).FirstOrDefault(group => group.Count() > 1) is { } twice)
            yield return $"Two tables in Thumbnails.Tables have the object type '{twice.Key}'. Name each once.";
        if (thumbnails.MaxBacklog < 1)
            yield return "Thumbnails.MaxBacklog must be 1 or more.";
        if (thumbnails.ValidFor < TimeSpan.FromSeconds(1))
            yield return "Thumbnails.ValidFor must be a second or more.";
    }

    private static IEnumerable<string> MistakesInStores(ImageAttachOptions options)
    {
        if (options.Store is null)
            yield return "ImageAttach has no store, so pictures have no place to go. Set one, AddImageAttach(options => options.Store = …), or its StoreUrl.";
        foreach ((string name, IImageStore store) in options.NamedStores)
        {
            if (name.Length == 0)
                yield return "A store in NamedStores has an empty name, which no image type can choose. Name it as [ImageEntity(Store = …)] does.";
            if (store is null)
                yield return $"The store '{name}' in NamedStores is null. Give it one, or leave the name out.";
        }

        HttpExposedFileSystemStore[] exposed = [.. options.NamedStores.Values.Prepend(options.Store).OfType<HttpExposedFileSystemStore>().Distinct()];
        foreach (HttpExposedFileSystemStore store in exposed)
        {
            if (exposed.FirstOrDefault(other => other != store && (store.RequestPath + "/").StartsWith(other.RequestPath + "/", StringComparison.Ordinal)) is { } other)
                yield return $"{store} would be shown at {store.RequestPath}, which {other} has with all below it. Give each a prefix of its own.";
        }
    }
}
