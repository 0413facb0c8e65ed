using System.Diagnostics.CodeAnalysis;

namespace ImageAttach.AspNetCore.Thumbnails;

/// <summary>Remembers which thumbnails can't be made, so that an original that can't be decoded is decoded once in this process.</summary>
/// <remarks>By the original's version: once it is replaced, the thumbnails are tried again. The oldest failures are forgotten first.</remarks>
internal sealed class ThumbnailFailures
{
    private const int Capacity = 10_000;

    // What holds for all thumbnails of an original. No thumbnail has an empty name.
    private const string AnyName = "";

    private readonly Lock _gate = new();
    private readonly Dictionary<WantedThumbnail, ImageAttachException> _failures = [];
    private readonly Queue<WantedThumbnail> _oldest = new();

    /// <summary>Remembers a failure, if it is one that would be repeated.</summary>
    public void Add(WantedThumbnail thumbnail, Exception failure)
    {
        if (failure is ImageFormatException broken)
            Add(thumbnail with { Name = AnyName }, broken);
        else if (failure is ImageLimitException tooLarge)
            Add(thumbnail, tooLarge);
    }

    /// <summary>Gets the failure of a thumbnail, as a new exception.</summary>
    public bool TryGet(WantedThumbnail thumbnail, [NotNullWhen(true)] out ImageAttachException? failure)
    {
        lock (_gate)
        {
            failure = _failures.GetValueOrDefault(thumbnail with { Name = AnyName }) ?? _failures.GetValueOrDefault(thumbnail);
            failure = failure switch
            {
                ImageFormatException broken => new ImageFormatException(broken.Message) { IsTypeRefused = broken.IsTypeRefused },
                ImageLimitException tooLarge => new ImageLimitException(tooLarge.Message),
                _ => failure,
            };
            return failure is not null;
        }
    }

    private void Add(WantedThumbnail key, ImageAttachException failure)
    {
        lock (_gate)
        {
            if (_failures.TryAdd(key, failure))
                _oldest.Enqueue(key);
            if (_oldest.Count > Capacity)
                _failures.Remove(_oldest.Dequeue());
        }
    }
}
