using Microsoft.AspNetCore.Http;

namespace ImageAttach.AspNetCore.Problems;

/// <summary>What a browser is told of an image that can't be taken or given: never more than the kind of problem.</summary>
/// <param name="Status">The status.</param>
/// <param name="Name">What the problem's type ends in, the same for good.</param>
/// <param name="Title">The problem in one sentence.</param>
internal sealed record ImageProblem(int Status, string Name, string Title)
{
    private static readonly ImageProblem Busy = new(StatusCodes.Status503ServiceUnavailable, "images-busy", "Too many thumbnails are waiting to be made. Try again later.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    private static readonly ImageProblem TooLarge = new(StatusCodes.Status413PayloadTooLarge, "image-too-large", "The image is larger than is allowed here.");
    private static readonly ImageProblem WrongType = new(StatusCodes.Status415UnsupportedMediaType, "image-type-not-allowed", "The file is of no image type that is allowed here.");
    private static readonly ImageProblem Broken = new(StatusCodes.Status422UnprocessableEntity, "image-broken", "The file is empty, broken or cut short.");
    private static readonly ImageProblem NotFound = new(StatusCodes.Status404NotFound, "image-not-found", "There is no such image.");
    private static readonly ImageProblem Exists = new(StatusCodes.Status409Conflict, "image-exists", "There is an image already.");
    private static readonly ImageProblem NotFetched = new(StatusCodes.Status422UnprocessableEntity, "image-not-fetched", "No image could be fetched from that address.");

    private static readonly ImageProblem Refused = new(StatusCodes.Status422UnprocessableEntity, "image-refused", "The image isn't accepted here.");
    private static readonly ImageProblem NotChecked = new(StatusCodes.Status503ServiceUnavailable, "image-not-checked", "The image can't be checked at the moment. Try again later.")
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    private static readonly ImageProblem NotUploaded = new(StatusCodes.Status422UnprocessableEntity, "image-not-uploaded", "There is no such upload, or it isn't as announced.");

    /// <summary>When to try again; null where that wouldn't help.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    /// <summary>The problem's type.</summary>
    public string Type => "urn:imageattach:problem:" + Name;

    /// <summary>The problem that an exception stands for; null for one that only the application can answer.</summary>
    public static ImageProblem? Of(Exception exception) => exception switch
    {
        ImageLimitException => TooLarge,
        ImageFormatException { IsTypeRefused: true } => WrongType,
        ImageFormatException => Broken,
        ImageNotFoundException or ImageFileNotFoundException => NotFound,
        ImageExistsException => Exists,
        ImageFetchException => NotFetched,
        ImageUploadException => NotUploaded,
        ImageRefusedException => Refused,
        AttachmentHookException => NotChecked,
        ThumbnailBacklogException => Busy,
        _ => null,
    };
}
