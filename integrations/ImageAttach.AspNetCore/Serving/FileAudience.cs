namespace ImageAttach.AspNetCore.Serving;

/// <summary>Who may see the answer to a request for a file.</summary>
internal enum FileAudience
{
    /// <summary>The request was refused, and the answer says so already.</summary>
    None,

    /// <summary>The user who sent the request.</summary>
    User,

    /// <summary>Everyone.</summary>
    Everyone,
}
