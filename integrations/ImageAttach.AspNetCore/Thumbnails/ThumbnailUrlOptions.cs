namespace ImageAttach.AspNetCore;

/// <summary>Which thumbnails are made on demand, or by the queue, and how their addresses are signed.</summary>
public sealed class ThumbnailUrlOptions
{
    /// <summary>The tables whose images may have thumbnails: <c>ImageEntities.All</c>. Those that their types declare by <see cref="ThumbnailAttribute"/> may always be asked for. Default: none.</summary>
    public IReadOnlyList<IImageTable> Tables { get; set; } = [];

    /// <summary>The widths that thumbnails may have, in pixels. An address with another is answered with 404, even a signed one. Default: none.</summary>
    public SortedSet<int> Widths { get; } = [];

    /// <summary>Whether addresses may be signed for widths that aren't among <see cref="Widths"/>, from 1 to 16,383. Default: no.</summary>
    public bool AllowOtherWidths { get; set; }

    /// <summary>
    /// The secrets that addresses are signed with, each of 32 characters or more. The first one signs, all are believed: to change the
    /// secret put a new one in front, and take the old one out when its addresses are forgotten. Default: none.
    /// </summary>
    /// <remarks>All processes of an application need the same ones. Keep them where its other secrets are.</remarks>
    public IList<string> SigningKeys { get; } = [];

    /// <summary>How many thumbnails may wait to be made on demand. A request for another one is answered with 503 and <c>Retry-After</c>. Default: 256.</summary>
    public int MaxBacklog { get; set; } = 256;

    /// <summary>How long an address is good for at least; at most twice as long, so that it stays the same for a while. Default: null, for good.</summary>
    public TimeSpan? ValidFor { get; set; }
}
