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

    private static IEnumerable<string> MistakesIn(ImageAttachOptions options)
    {
        if (options.Store is null)
            yield return "ImageAttach has no store, so pictures have no place to go. Set one: AddImageAttach(options => options.Store = …).";
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
