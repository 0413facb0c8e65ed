namespace ImageAttach.AspNetCore;

/// <summary>What browsers may send to the store by themselves.</summary>
public sealed class UploadOptions
{
    /// <summary>How large a file may be and of which types; checked when it is announced, and with all else when it is attached. Default: <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits { get; set; } = new();

    /// <summary>
    /// How long there is to send a file and to attach it, 1 second to 7 days. Default: 15 minutes. Less than the grace period of sweeps, which
    /// remove what wasn't attached.
    /// </summary>
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromMinutes(15);
}
