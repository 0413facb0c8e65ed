namespace ImageAttach.Imaging.Placeholders;

/// <summary>The DCT terms of a ThumbHash's channel: those of low frequencies, a triangle of them.</summary>
/// <param name="Across">The number of horizontal frequencies, the constant one included.</param>
/// <param name="Down">The number of vertical frequencies.</param>
internal readonly record struct CosineBasis(int Across, int Down)
{
    /// <summary>The number of terms besides the constant.</summary>
    public int Count
    {
        get
        {
            int count = -1;
            for (int down = 0; down < Down; down++)
                count += CountAt(down);
            return count;
        }
    }

    /// <summary>The number of horizontal frequencies for a vertical one.</summary>
    public int CountAt(int down) => ((Across * (Down - down)) + Down - 1) / Down;

    /// <summary>The values of a cosine along one axis.</summary>
    public static double[] Sample(int frequency, int length)
    {
        double[] samples = new double[length];
        for (int i = 0; i < length; i++)
            samples[i] = Math.Cos(Math.PI / length * frequency * (i + 0.5));
        return samples;
    }
}
