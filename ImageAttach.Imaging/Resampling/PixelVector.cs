using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Resampling;

/// <summary>Eight pixels at once, as bytes in memory and as numbers in a register.</summary>
internal static class PixelVector
{
    /// <summary>Eight numbers as eight bytes, cut to whole ones between 0 and 255.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong ToBytes(Vector256<float> numbers)
    {
        Vector256<int> whole = Vector256.ConvertToInt32Native(Vector256.Min(Vector256.Max(numbers, Vector256<float>.Zero), Vector256.Create(255f)));
        Vector128<ushort> words = Vector128.Narrow(whole.GetLower(), whole.GetUpper()).AsUInt16();
        return Vector128.Narrow(words, words).AsUInt64().ToScalar();
    }

    /// <summary>Eight bytes as eight numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ToSingles(ref byte first)
    {
        Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref first)).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }
}
