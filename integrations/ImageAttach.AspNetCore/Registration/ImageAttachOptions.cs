using ImageAttach.Databases;
using ImageAttach.Stores;

namespace ImageAttach.AspNetCore;

/// <summary>What ImageAttach needs to know in a web application.</summary>
public sealed class ImageAttachOptions
{
    /// <summary>The store that is current during each request, shared by all requests. Required, unless <see cref="StoreUrl"/> is set.</summary>
    public IImageStore? Store { get; set; }

    /// <summary>
    /// The URL of the store, for operators who choose it in the configuration: <c>file:///srv/images?base=/images/</c>. Opened when the application starts if
    /// <see cref="Store"/> isn't set; default: none. <see cref="StoreUrlSchemes"/> must be set as well.
    /// </summary>
    public string? StoreUrl { get; set; }

    /// <summary>
    /// The schemes that <see cref="StoreUrl"/> can have: <c>StoreUrlSchemes.Default</c>, or with further stores <c>StoreUrlSchemes.Default.WithAzure()</c>.
    /// Default: none, so that an application published by Native AOT contains only the stores that it uses.
    /// </summary>
    public StoreUrlSchemes? StoreUrlSchemes { get; set; }

    /// <summary>The stores that image types choose by <see cref="ImageEntityAttribute.Store"/>, by name; default: none.</summary>
    public Dictionary<string, IImageStore> NamedStores { get; } = new(StringComparer.Ordinal);

    /// <summary>The databases behind types of connections that ImageAttach doesn't know, as <see cref="ImageAttachSettings.Databases"/> has them; default: none.</summary>
    public Dictionary<Type, ImageDatabase> Databases { get; } = [];

    /// <summary>Codecs for further media types, such as <c>new SvgCodec()</c> of the package ImageAttach.Vector; default: none.</summary>
    public IList<IImageCodec> Codecs { get; } = [];

    /// <summary>The limits of originals, which apply where a call gives no others. Default: <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits { get; set; } = ImageLimits.Default;

    /// <summary>How many originals the application reads into memory and decodes at once; others wait in turn. Default: the number of processors.</summary>
    public int MaxParallelDecodes { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// Hooks that run before an original is accepted and after it is committed; default: none. <see cref="ImageAttachBuilder.AddHook{THook}"/> adds hooks that
    /// need services of the application, and any <see cref="IAttachmentHook"/> among its singletons counts as well.
    /// </summary>
    public IList<IAttachmentHook> Hooks { get; } = [];

    /// <summary>How long a hook may take after a commit, before the request stops waiting for it. Default: 30 seconds.</summary>
    public TimeSpan HookTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Thumbnails on demand and in the queue: which, and how their addresses are signed.</summary>
    public ThumbnailUrlOptions Thumbnails { get; } = new();

    /// <summary>Who may read files and thumbnails, and which caches may keep them.</summary>
    public FileAccessOptions Files { get; } = new();

    /// <summary>Uploads that go past the application. Their tickets are signed with the secrets of <see cref="Thumbnails"/>.</summary>
    public UploadOptions Uploads { get; } = new();
}
