namespace ImageAttach.AspNetCore;

/// <summary>An upload that a browser may make: where it sends the file to, and what it brings back.</summary>
/// <param name="Address">Where the file is sent to. A secret of the one who asked for it.</param>
/// <param name="Method">The request's method: <c>PUT</c>.</param>
/// <param name="Headers">Headers that the request must have.</param>
/// <param name="Ticket">What <see cref="UploadExtensions.FromUploadAsync"/> takes, once the file is sent. A secret of the one who asked for it.</param>
/// <param name="Expires">Until when, in UTC.</param>
public sealed record ImageUpload(Uri Address, string Method, IReadOnlyDictionary<string, string> Headers, string Ticket, DateTimeOffset Expires)
{
    /// <summary>Neither address nor ticket, which have no place in a log.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(ImageUpload)} until {Expires:u}");
}
