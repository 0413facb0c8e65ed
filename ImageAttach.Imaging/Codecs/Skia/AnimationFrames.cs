using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>The frames of an animation, decoded one after the other as a viewer sees them.</summary>
internal sealed class AnimationFrames : IDisposable
{
    // Each frame is decoded whole. This many pixels take seconds.
    private const long MostPixels = 1_000_000_000;

    // What browsers take for a frame that says it is shown for no time at all.
    private const int LeastDuration = 20;
    private const int UsualDuration = 100;

    private readonly SKCodec _codec;
    private readonly string _mimeType;
    private readonly SKCodecFrameInfo[] _frames;
    private readonly DecodePlan _plan;
    private readonly NativeBuffer _shown;
    private readonly NativeBuffer _kept;
    private int _shownFrame = -1;
    private int _keptFrame = -1;

    /// <param name="codec">The decoder, which is disposed of with this.</param>
    /// <param name="mimeType">The file's type.</param>
    /// <exception cref="ImageLimitException">So many large frames that decoding them would take too long.</exception>
    public AnimationFrames(SKCodec codec, string mimeType)
    {
        (_codec, _mimeType, _frames) = (codec, mimeType, codec.FrameInfo);
        if ((long)codec.Info.Width * codec.Info.Height * _frames.Length > MostPixels)
        {
            codec.Dispose();
            throw Refusal.TooMuchMotion(new ImageSize(codec.Info.Width, codec.Info.Height), codec.FrameCount, MostPixels);
        }

        // One that is cleared makes those behind it transparent, however opaque the first is.
        SKAlphaType alpha = Array.TrueForAll(_frames, frame => frame.AlphaType == SKAlphaType.Opaque) ? SKAlphaType.Opaque : SKAlphaType.Premul;
        _plan = new DecodePlan(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb()), codec.Info.Width);
        (_shown, _kept) = (new NativeBuffer(_plan.BytesFor(_plan.Info.Height)), new NativeBuffer(_plan.BytesFor(_plan.Info.Height)));
    }

    public int Count => _frames.Length;

    /// <summary>How long a frame is shown, in milliseconds.</summary>
    public int DurationOf(int frame) => _frames[frame].Duration < LeastDuration ? UsualDuration : _frames[frame].Duration;

    /// <summary>A frame, as the source of a thumbnail.</summary>
    public IPixelSource Open(int frame) => new FrameSource(this, frame);

    public void Dispose()
    {
        _shown.Dispose();
        _kept.Dispose();
        _codec.Dispose();
    }

    // A frame is drawn over another: mostly the one before, else the one that was kept while something passed over it. Were neither there, Skia
    // would decode all frames again up to the one needed.
    private void Decode(int frame)
    {
        int required = _frames[frame].RequiredFrame;
        if (required != _shownFrame && required >= 0 && required == _keptFrame)
        {
            _kept.CopyTo(_shown);
            _shownFrame = _keptFrame;
        }

        SKCodecResult result = _codec.GetPixels(_plan.Info, _shown.Pointer, _plan.Info.RowBytes, new SKCodecOptions(frame, required >= 0 && required == _shownFrame ? required : -1));
        if (result != SKCodecResult.Success || !_frames[frame].FullyRecieved)
            throw Refusal.Broken(_mimeType, $"its frame {frame + 1} of {_frames.Length} can't be decoded");
        _shownFrame = frame;
        bool nextNeedsAnother = frame + 1 < _frames.Length && _frames[frame + 1].RequiredFrame != frame;
        if (_frames[frame].DisposalMethod != SKCodecAnimationDisposalMethod.RestorePrevious && !nextNeedsAnother)
        {
            _shown.CopyTo(_kept);
            _keptFrame = frame;
        }
    }

    /// <summary>One frame.</summary>
    private sealed class FrameSource(AnimationFrames frames, int frame) : IPixelSource
    {
        public PixelKind Kind => frames._plan.Info.IsOpaque ? PixelKind.Rgb : PixelKind.Rgba;

        public IReadOnlyList<PlaneShape> Planes { get; } = [.. Enumerable.Repeat(
            new PlaneShape(frames._plan.Info.Width, frames._plan.Info.Height, 1, 1), frames._plan.Info.IsOpaque ? 3 : 4)];

        public byte[]? Profile => null;

        public bool Decode(RowTaker take, CancellationToken cancellationToken)
        {
            frames.Decode(frame);
            byte[] plane = new byte[Planes[0].Width];
            for (int y = 0; y < Planes[0].Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> row = frames._shown.Slice((long)y * frames._plan.Info.RowBytes, frames._plan.Info.RowBytes);
                for (int i = 0; i < Planes.Count; i++)
                {
                    PixelRow.Pick(row, i, plane);
                    take(i, plane);
                }
            }

            return true;
        }

        public void Dispose()
        {
        }
    }
}
