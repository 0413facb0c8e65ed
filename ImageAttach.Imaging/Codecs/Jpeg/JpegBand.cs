namespace ImageAttach.Imaging.Codecs.Jpeg;

/// <summary>Which coefficients a scan holds, and which bits of them.</summary>
/// <param name="Start">The first coefficient, in zigzag order.</param>
/// <param name="End">The last one.</param>
/// <param name="High">The bit position of the scan before; 0 for the first scan of these coefficients.</param>
/// <param name="Low">The position of the lowest bit.</param>
internal readonly record struct JpegBand(int Start, int End, int High, int Low)
{
    /// <summary>Whether it adds a bit to coefficients that an earlier scan began.</summary>
    public bool IsRefinement => High != 0;

    /// <summary>Whether a scan may hold this.</summary>
    public bool IsValid(bool isProgressive) => isProgressive
        ? Start <= End && End < 64 && Low < 14 && (Start > 0 || End == 0) && (High == 0 || High == Low + 1)
        : this is { Start: 0, End: 63, High: 0, Low: 0 };

    /// <summary>Whether a block reduced to a side depends on it.</summary>
    public bool IsNeededFor(int side)
    {
        for (int k = Start; k <= End; k++)
        {
            if ((ZigZag.Order[k] & 7) < side && ZigZag.Order[k] >> 3 < side)
                return true;
        }

        return false;
    }
}
