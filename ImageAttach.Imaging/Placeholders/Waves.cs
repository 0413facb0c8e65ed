namespace ImageAttach.Imaging.Placeholders;

/// <summary>The waves that a channel of a ThumbHash is made of: those of low frequency, a triangle of them.</summary>
/// <param name="Across">How many frequencies there are across, the constant one included.</param>
/// <param name="Down">How many there are down.</param>
internal readonly record struct Waves(int Across, int Down)
{
    /// <summary>How many there are beside the constant.</summary>
    public int Count
    {
        get
        {
            int count = -1;
            for (int down = 0; down < Down; down++)
                count += AcrossAt(down);
            return count;
        }
    }

    /// <summary>How many there are across for a frequency down.</summary>
    public int AcrossAt(int down) => ((Across * (Down - down)) + Down - 1) / Down;

    /// <summary>A wave's heights along one axis.</summary>
    public static double[] Heights(int frequency, int length)
    {
        double[] heights = new double[length];
        for (int i = 0; i < length; i++)
            heights[i] = Math.Cos(Math.PI / length * frequency * (i + 0.5));
        return heights;
    }
}
