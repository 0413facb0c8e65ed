namespace ImageAttach.Imaging;

/// <summary>The frames of an animation, decoded one after the other as a viewer sees them.</summary>
internal interface IAnimation : IDisposable
{
    /// <summary>The number of frames.</summary>
    int Count { get; }

    /// <summary>How often the animation plays; 0 for without end.</summary>
    int PlayCount { get; }

    /// <summary>How long a frame is shown, in milliseconds.</summary>
    int DurationOf(int frame);

    /// <summary>A frame, as the source of a thumbnail. Each is decoded once, in their order.</summary>
    IPixelSource Open(int frame);
}
