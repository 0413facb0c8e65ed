namespace ImageAttach.AspNetCore;

/// <summary>Too many thumbnails wait to be made, so another one was refused. Answered with 503 and <c>Retry-After</c>.</summary>
public sealed class ThumbnailBacklogException : ImageAttachException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, to which thumbnail, and what to do.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ThumbnailBacklogException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
