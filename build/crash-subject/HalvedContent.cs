using System.Net;

namespace CrashSubject;

/// <summary>A body that is sent in two halves.</summary>
internal sealed class HalvedContent : HttpContent
{
    private readonly HttpContent _whole;
    private readonly Action _onHalfSent;

    public HalvedContent(HttpContent whole, Action onHalfSent)
    {
        (_whole, _onHalfSent) = (whole, onHalfSent);
        foreach ((string name, IEnumerable<string> values) in whole.Headers)
            Headers.TryAddWithoutValidation(name, values);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] bytes = await _whole.ReadAsByteArrayAsync();
        await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await stream.FlushAsync();
        _onHalfSent();
        await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _whole.Headers.ContentLength ?? 0;
        return _whole.Headers.ContentLength is not null;
    }
}
