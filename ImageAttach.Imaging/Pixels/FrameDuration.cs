namespace ImageAttach.Imaging;

/// <summary>How long browsers show the frames of an animation.</summary>
internal static class FrameDuration
{
    // Browsers show frames with a shorter duration for the default one.
    private const int Min = 20;
    private const int Default = 100;

    /// <summary>The time that a frame is shown, in milliseconds.</summary>
    /// <param name="stored">The time in the file.</param>
    public static int Shown(int stored) => stored < Min ? Default : stored;
}
