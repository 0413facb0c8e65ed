using ImageAttach.Stores;

namespace ImageAttach.AspNetCore.Requests;

/// <summary>The stores that the application's settings name.</summary>
internal sealed class ApplicationStores
{
    private readonly ImageAttachSettings _settings;

    public ApplicationStores(ImageAttachSettings settings)
    {
        _settings = settings;
        All = [.. settings.NamedStores.Values.Prepend(settings.Store!).Distinct()];
        Exposed = [.. All.OfType<HttpExposedFileSystemStore>()];
    }

    /// <summary>Each store once.</summary>
    public IReadOnlyList<IImageStore> All { get; }

    /// <summary>Those whose files the application shows itself.</summary>
    public IReadOnlyList<HttpExposedFileSystemStore> Exposed { get; }

    /// <summary>Makes the settings and their stores the current ones until the result is disposed of.</summary>
    public IDisposable Use() => _settings.Use();
}
