using BitOperations = System.Numerics.BitOperations;

namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Transforms the blocks of an image into Huffman symbols and value bits, and counts the symbols.</summary>
internal sealed class JpegTokenizer : IDisposable
{
    private const int Side = 8;

    private readonly short[] _zigZag = new short[64];

    /// <summary>The tokens: a table, a symbol and its value bits each.</summary>
    public TokenList Tokens { get; } = new();

    /// <summary>How often each symbol occurs, for each table.</summary>
    public int[][] Frequencies { get; } = [new int[256], new int[256], new int[256], new int[256]];

    /// <summary>Adds the blocks of all components, MCU by MCU.</summary>
    /// <param name="size">The image's size.</param>
    /// <param name="components">The components, luma first.</param>
    /// <param name="cancellationToken">Stops the work between rows.</param>
    public void AddImage(ImageSize size, JpegPlane[] components, CancellationToken cancellationToken)
    {
        int mcuSide = components[0].Factor * Side;
        (int across, int down) = ((size.Width + mcuSide - 1) / mcuSide, (size.Height + mcuSide - 1) / mcuSide);
        for (int y = 0; y < down; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int x = 0; x < across; x++)
            {
                foreach (JpegPlane component in components)
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

    private void AddBlock(JpegPlane component, int x, int y)
    {
        if (component.Holds(x, y))
            AddTokens(component, component.Transform(x, y, _zigZag));
        else
            AddPadding(component);
    }

    // The same color as the block before, in as few bits as can be.
    private void AddPadding(JpegPlane component)
    {
        AddToken(component.Table * 2, 0, 0);
        AddToken((component.Table * 2) + 1, 0, 0);
    }

    private void AddTokens(JpegPlane component, ulong set)
    {
        int first = (set & 1) == 0 ? 0 : _zigZag[0];
        AddToken(component.Table * 2, 0, first - component.PreviousDc);
        component.PreviousDc = first;
        int last = 0;
        for (set &= ~1UL; set != 0; set &= set - 1)
        {
            int at = BitOperations.TrailingZeroCount(set);
            int zeros = at - last - 1;
            for (; zeros > 15; zeros -= 16)
                AddToken((component.Table * 2) + 1, 15, 0);
            AddToken((component.Table * 2) + 1, zeros, _zigZag[at]);
            last = at;
        }

        if (last != 63)
            AddToken((component.Table * 2) + 1, 0, 0);
    }

    private void AddToken(int table, int zeros, int value)
    {
        int size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        int symbol = (zeros << 4) | size;
        Frequencies[table][symbol]++;
        // Negative numbers are written less one, without their sign.
        uint bits = (uint)(value < 0 ? value - 1 : value) & ((1u << size) - 1);
        Tokens.Add((uint)table << 24 | (uint)symbol << 16 | bits);
    }

    public void Dispose() => Tokens.Dispose();
}
