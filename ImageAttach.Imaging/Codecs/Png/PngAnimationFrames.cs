using ImageAttach.Imaging.Colors;

namespace ImageAttach.Imaging.Codecs.Png;

/// <summary>Decodes the frames of an animated PNG, each drawn over those before.</summary>
internal sealed class PngAnimationFrames : IAnimation
{
    // Each frame is decoded whole. This many pixels take seconds.
    private const long MaxPixels = 1_000_000_000;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly PngHeader _header;
    private readonly PngAnimation _animation;
    private readonly PngCanvas _canvas;

    private PngAnimationFrames(ReadOnlyMemory<byte> file, PngHeader header, PngAnimation animation)
    {
        (_file, _header, _animation) = (file, header, animation);
        _canvas = new PngCanvas(new ImageSize(header.Width, header.Height));
    }

    public int Count => _animation.Frames.Count;

    public int PlayCount => _animation.PlayCount;

    /// <returns>The frames; null when the file is interlaced or broken.</returns>
    /// <exception cref="ImageLimitException">So many large frames that decoding them would take too long.</exception>
    public static PngAnimationFrames? TryOpen(ReadOnlyMemory<byte> file)
    {
        if (PngHeader.TryRead(file.Span) is not { } header || PngAnimation.TryRead(file.Span, new(header.Width, header.Height)) is not { Frames.Count: > 0 } animation)
            return null;
        ImageSize size = new(header.Width, header.Height);
        return size.Pixels * animation.Frames.Count <= MaxPixels
            ? new(file, header, animation)
            : throw Refusal.TooManyAnimatedPixels(size, animation.Frames.Count, MaxPixels);
    }

    public int DurationOf(int frame) => _animation.Frames[frame].Duration;

    public IPixelSource Open(int frame) => new FrameSource(this, _animation.Frames[frame], frame);

    /// <summary>Decodes every frame, to find what is broken.</summary>
    /// <exception cref="ImageFormatException">A frame is missing, or can't be decoded.</exception>
    public void Check(CancellationToken cancellationToken)
    {
        if (!_animation.IsComplete)
            throw Refusal.Broken(MediaType.Png, "some of its frames are missing");
        for (int i = 0; i < Count; i++)
        {
            using IPixelSource source = Open(i);
            source.Decode((_, _) => { }, cancellationToken);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>One frame, as the canvas shows it.</summary>
    private sealed class FrameSource(PngAnimationFrames frames, PngFrame frame, int number) : IPixelSource
    {
        public PixelKind Kind => PixelKind.Rgba;

        public IReadOnlyList<PlaneShape> Planes { get; } = [.. Enumerable.Repeat(new PlaneShape(frames._header.Width, frames._header.Height, 1, 1), 4)];

        public IColorConverter? Colors => frames._header.Colors;

        public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
        {
            frames._canvas.Begin(frame);
            using PngSource source = PngSource.Open(frames._file, frames._header.ForFrame(frame));
            if (!source.Decode((plane, row) => frames._canvas.AddRow(source.Kind, plane, row), cancellationToken))
                throw Refusal.Broken(MediaType.Png, $"its frame {number + 1} of {frames.Count} can't be decoded");
            frames._canvas.Emit(onRow);
            frames._canvas.End();
            return true;
        }

        public void Dispose()
        {
        }
    }
}
