using System.Runtime.Intrinsics;

namespace ImageAttach.Imaging.Resampling;

/// <summary>A matrix of eight rows of eight numbers. Fields of their own, because the compiler keeps those in registers and arrays not.</summary>
internal struct Matrix8x8
{
    public Vector256<float> R0, R1, R2, R3, R4, R5, R6, R7;
}
