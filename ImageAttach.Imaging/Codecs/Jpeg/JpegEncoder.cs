using ImageAttach.Imaging.Resampling;
using BitOperations = System.Numerics.BitOperations;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Writes baseline JPEGs, of brightness alone or with colour in half the resolution (4:2:0), with the shortest codes for each picture.</summary>
internal sealed class JpegEncoder : IDisposable
{
    private const int Side = 8;

    private readonly JpegWriter _writer = new();
    private readonly int[][] _frequencies = [new int[256], new int[256], new int[256], new int[256]];
    private readonly TokenList _tokens = new();
    private readonly short[] _inOrder = new short[64];

    private JpegEncoder()
    {
    }

    /// <param name="brightness">Brightness.</param>
    /// <param name="blue">The difference to blue, with half the pixels on each axis, rounded up; null for a grey picture.</param>
    /// <param name="red">The difference to red, likewise.</param>
    /// <param name="quality">1 to 100, on libjpeg's scale.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public static byte[] Encode(Plane brightness, Plane? blue, Plane? red, int quality, CancellationToken cancellationToken)
    {
        using JpegEncoder encoder = new JpegEncoder();
        return encoder.Write(brightness, blue is null ? [] : [blue, red!], quality, cancellationToken);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _tokens.Dispose();
    }

    private byte[] Write(Plane brightness, Plane[] colour, int quality, CancellationToken cancellationToken)
    {
        byte[][] quantization = [JpegTables.Quantization(isColour: false, quality), JpegTables.Quantization(isColour: true, quality)];
        int factor = colour.Length == 0 ? 1 : 2;
        Component[] components =
        [
            new(brightness, factor, 0, new ForwardTransform(quantization[0])),
            .. colour.Select(plane => new Component(plane, 1, 1, new ForwardTransform(quantization[1]))),
        ];
        Transform(brightness.Size, components, factor * Side, cancellationToken);
        WriteHeaders(brightness.Size, components, quantization);
        WriteTokens(colour.Length == 0 ? 1 : 2);
        return _writer.ToArray();
    }

    private void Transform(ImageSize size, Component[] components, int unit, CancellationToken cancellationToken)
    {
        (int across, int down) = ((size.Width + unit - 1) / unit, (size.Height + unit - 1) / unit);
        for (int y = 0; y < down; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < across; x++)
            {
                foreach (Component component in components)
                {
                    for (int v = 0; v < component.Factor; v++)
                    {
                        for (int h = 0; h < component.Factor; h++)
                            AddBlock(component, ((x * component.Factor) + h) * Side, ((y * component.Factor) + v) * Side);
                    }
                }
            }
        }
    }

    private void AddBlock(Component component, int x, int y)
    {
        Plane plane = component.Plane;
        ulong set;
        if (x + Side <= plane.Size.Width && y + Side <= plane.Size.Height)
        {
            set = component.Transform.Transform(plane.Pixels.AsSpan((y * plane.Size.Width) + x), plane.Size.Width, _inOrder);
        }
        else
        {
            Span<byte> edge = stackalloc byte[Side * Side];
            CopyEdge(plane, x, y, edge);
            set = component.Transform.Transform(edge, Side, _inOrder);
        }

        AddTokens(component, set);
    }

    // Beyond the edge the last pixels go on, which costs the fewest bits.
    private static void CopyEdge(Plane plane, int x, int y, Span<byte> edge)
    {
        for (int i = 0; i < edge.Length; i++)
        {
            (int column, int row) = (Math.Min(x + (i % Side), plane.Size.Width - 1), Math.Min(y + (i / Side), plane.Size.Height - 1));
            edge[i] = plane.Pixels[(row * plane.Size.Width) + column];
        }
    }

    private void AddTokens(Component component, ulong set)
    {
        int first = (set & 1) == 0 ? 0 : _inOrder[0];
        AddToken(component.Table * 2, 0, first - component.Last);
        component.Last = first;
        int last = 0;
        for (set &= ~1UL; set != 0; set &= set - 1)
        {
            int at = BitOperations.TrailingZeroCount(set);
            int zeros = at - last - 1;
            for (; zeros > 15; zeros -= 16)
                AddToken((component.Table * 2) + 1, 15, 0);
            AddToken((component.Table * 2) + 1, zeros, _inOrder[at]);
            last = at;
        }

        if (last != 63)
            AddToken((component.Table * 2) + 1, 0, 0);
    }

    private void AddToken(int table, int zeros, int value)
    {
        int size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        int symbol = (zeros << 4) | size;
        _frequencies[table][symbol]++;
        // Negative numbers are written less one, without their sign.
        uint bits = (uint)(value < 0 ? value - 1 : value) & ((1u << size) - 1);
        _tokens.Add((uint)table << 24 | (uint)symbol << 16 | bits);
    }

    private void WriteHeaders(ImageSize size, Component[] components, byte[][] quantization)
    {
        _writer.Marker(0xD8);
        _writer.Segment(0xE0, "JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0"u8);
        foreach (int table in components.Select(component => component.Table).Distinct())
        {
            byte[] inOrder = new byte[64];
            for (int k = 0; k < 64; k++)
                inOrder[k] = quantization[table][ZigZag.Order[k]];
            _writer.Segment(0xDB, [(byte)table, .. inOrder]);
        }

        _writer.Segment(
            0xC0,
            [
                8, (byte)(size.Height >> 8), (byte)size.Height, (byte)(size.Width >> 8), (byte)size.Width, (byte)components.Length,
                .. components.SelectMany((component, i) => new[] { (byte)(i + 1), (byte)(component.Factor * 17), (byte)component.Table }),
            ]);
    }

    private void WriteTokens(int tables)
    {
        HuffmanCode[] codes = new HuffmanCode[tables * 2];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = new HuffmanCode(_frequencies[i]);
            _writer.Segment(0xC4, [(byte)((i & 1) << 4 | i >> 1), .. codes[i].Counts, .. codes[i].Ordered]);
        }

        int components = tables == 1 ? 1 : 3;
        _writer.Segment(
            0xDA,
            [(byte)components, .. Enumerable.Range(0, components).SelectMany(i => new byte[] { (byte)(i + 1), (byte)(i == 0 ? 0 : 0x11) }), 0, 63, 0]);
        for (int piece = 0; piece < _tokens.Pieces; piece++)
        {
            foreach (uint token in _tokens[piece])
            {
                int symbol = (int)(token >> 16) & 0xFF;
                (uint code, int length) = codes[token >> 24][symbol];
                int size = symbol & 15;
                _writer.Bits((code << size) | (token & 0xFFFF), length + size);
            }
        }

        _writer.Finish();
        _writer.Marker(0xD9);
    }

    /// <summary>A plane to write.</summary>
    private sealed class Component(Plane plane, int factor, int table, ForwardTransform transform)
    {
        public Plane Plane { get; } = plane;

        /// <summary>Blocks across and down in each unit.</summary>
        public int Factor { get; } = factor;

        /// <summary>0 for brightness, 1 for colour.</summary>
        public int Table { get; } = table;

        public ForwardTransform Transform { get; } = transform;

        /// <summary>The first coefficient of the block before.</summary>
        public int Last { get; set; }
    }
}
