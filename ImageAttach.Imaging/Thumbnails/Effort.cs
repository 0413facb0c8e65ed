namespace ImageAttach;

/// <summary>How much processor time is spent to make the file of a thumbnail small. Pixels are the same, or as good.</summary>
public enum Effort
{
    /// <summary>Files that are reasonably small in little time. The default.</summary>
    Default,

    /// <summary>As fast as can be: PNG files are larger.</summary>
    Fast,

    /// <summary>As small as can be: progressive JPEG, and PNG with a filter chosen for each row and the highest compression level.</summary>
    /// <remarks>WebP is the same at every effort.</remarks>
    Small,
}
