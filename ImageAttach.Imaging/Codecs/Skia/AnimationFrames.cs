using SkiaSharp;

namespace ImageAttach.Imaging.Codecs.Skia;

/// <summary>The frames of an animation, decoded one after the other as a viewer sees them.</summary>
internal sealed class AnimationFrames : IAnimation
{
    // Each frame is decoded whole. This many pixels take seconds.
    private const long MaxPixels = 1_000_000_000;

    private readonly SKCodec _codec;
    private readonly string _mimeType;
    private readonly bool _allowDamaged;
    private readonly SKCodecFrameInfo[] _frames;
    private readonly DecodePlan _plan;
    private readonly NativeBuffer _canvas;
    private readonly NativeBuffer _backup;
    private int _canvasFrame = -1;
    private int _backupFrame = -1;

    /// <param name="codec">The decoder, which is disposed of with this.</param>
    /// <param name="mimeType">The file's type.</param>
    /// <param name="allowDamaged">Whether frames may be cut short.</param>
    /// <exception cref="ImageLimitException">So many large frames that decoding them would take too long.</exception>
    public AnimationFrames(SKCodec codec, string mimeType, bool allowDamaged)
    {
        (_codec, _mimeType, _allowDamaged, _frames) = (codec, mimeType, allowDamaged, codec.FrameInfo);
        if ((long)codec.Info.Width * codec.Info.Height * _frames.Length > MaxPixels)
        {
            codec.Dispose();
            throw Refusal.TooManyAnimatedPixels(new ImageSize(codec.Info.Width, codec.Info.Height), codec.FrameCount, MaxPixels);
        }

        // A frame that is cleared makes the following ones transparent, even if the first is opaque.
        SKAlphaType alpha = Array.TrueForAll(_frames, frame => frame.AlphaType == SKAlphaType.Opaque) ? SKAlphaType.Opaque : SKAlphaType.Premul;
        _plan = new DecodePlan(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha, SKColorSpace.CreateSrgb()), codec.Info.Width);
        (_canvas, _backup) = (new NativeBuffer(_plan.BytesFor(_plan.Info.Height)), new NativeBuffer(_plan.BytesFor(_plan.Info.Height)));
    }

    public int Count => _frames.Length;

    public int PlayCount => _codec.RepetitionCount + 1;

    public int DurationOf(int frame) => FrameDuration.Shown(_frames[frame].Duration);

    public IPixelSource Open(int frame) => new FrameSource(this, frame);

    public void Dispose()
    {
        _canvas.Dispose();
        _backup.Dispose();
        _codec.Dispose();
    }

    // A frame is drawn over another one: usually the one before, otherwise the one that was backed up. Without either, Skia would decode all
    // frames again up to the required one.
    private void Decode(int frame)
    {
        int required = _frames[frame].RequiredFrame;
        if (required != _canvasFrame && required >= 0 && required == _backupFrame)
        {
            _backup.CopyTo(_canvas);
            _canvasFrame = _backupFrame;
        }

        int prior = required >= 0 && required == _canvasFrame ? required : -1;
        SKCodecResult result = _codec.GetPixels(_plan.Info, _canvas.Pointer, _plan.Info.RowBytes, new SKCodecOptions(frame, prior));
        if (!_allowDamaged && (result != SKCodecResult.Success || !_frames[frame].FullyRecieved))
            throw Refusal.Broken(_mimeType, $"its frame {frame + 1} of {_frames.Length} can't be decoded");
        _canvasFrame = frame;
        bool nextNeedsAnother = frame + 1 < _frames.Length && _frames[frame + 1].RequiredFrame != frame;
        if (_frames[frame].DisposalMethod != SKCodecAnimationDisposalMethod.RestorePrevious && !nextNeedsAnother)
        {
            _canvas.CopyTo(_backup);
            _backupFrame = frame;
        }
    }

    /// <summary>One frame.</summary>
    private sealed class FrameSource(AnimationFrames frames, int frame) : IPixelSource
    {
        public PixelKind Kind => frames._plan.Info.IsOpaque ? PixelKind.Rgb : PixelKind.Rgba;

        public IReadOnlyList<PlaneShape> Planes { get; } = [.. Enumerable.Repeat(
            new PlaneShape(frames._plan.Info.Width, frames._plan.Info.Height, 1, 1), frames._plan.Info.IsOpaque ? 3 : 4)];

        public bool Decode(PlaneRowCallback onRow, CancellationToken cancellationToken)
        {
            frames.Decode(frame);
            byte[] plane = new byte[Planes[0].Width];
            for (int y = 0; y < Planes[0].Height; y++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ReadOnlySpan<byte> row = frames._canvas.Slice((long)y * frames._plan.Info.RowBytes, frames._plan.Info.RowBytes);
                for (int i = 0; i < Planes.Count; i++)
                {
                    PixelRow.ExtractChannel(row, i, plane);
                    onRow(i, plane);
                }
            }

            return true;
        }

        public void Dispose()
        {
        }
    }
}
