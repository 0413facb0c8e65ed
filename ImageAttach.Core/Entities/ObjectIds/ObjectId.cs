using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach;

/// <summary>The number that stands for an image's owner in file names and URLs: an integer of any size.</summary>
/// <remarks>
/// Up to 128 bits are held inline without allocating; larger ones, such as the 160-bit SHA-1 numbers that
/// SQLAlchemy-ImageAttach's manual recommends, as a <see cref="BigInteger"/>.
/// </remarks>
public readonly struct ObjectId : IEquatable<ObjectId>, IComparable<ObjectId>
{
    private const int Split = 1000;

    // The value is _large when that isn't zero, else _magnitude with its sign.
    private readonly UInt128 _magnitude;
    private readonly bool _negative;
    private readonly BigInteger _large;

    private ObjectId(UInt128 magnitude, bool negative) => (_magnitude, _negative) = (magnitude, negative);

    private ObjectId(BigInteger large) => _large = large;

    /// <summary>An integer keeps its value.</summary>
    /// <param name="value">Any integer of up to 64 bits.</param>
    public static ObjectId From(long value) => new((UInt128)Int128.Abs(value), value < 0);

    /// <inheritdoc cref="From(long)"/>
    public static ObjectId From(ulong value) => new(value, negative: false);

    /// <summary>A 128-bit integer keeps its value.</summary>
    /// <param name="value">Any unsigned integer of up to 128 bits.</param>
    public static ObjectId FromBits(UInt128 value) => new(value, negative: false);

    /// <summary>An integer of any size keeps its value.</summary>
    /// <param name="value">Any integer.</param>
    public static ObjectId From(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        return magnitude <= (BigInteger)UInt128.MaxValue ? new((UInt128)magnitude, value.Sign < 0) : new(value);
    }

    /// <summary>A Guid becomes its 128 bits, read as one big-endian integer, as in SQLAlchemy-ImageAttach 1.1.0.</summary>
    /// <param name="value">Any Guid.</param>
    public static ObjectId From(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(BinaryPrimitives.ReadUInt128BigEndian(bytes), negative: false);
    }

    /// <summary>A text becomes the first 128 bits of its SHA-256, taken over its length and its UTF-8 bytes.</summary>
    /// <param name="text">Any text. Upper and lower case differ.</param>
    public static ObjectId FromText(string text) => new ObjectIdHash().Append(text).ToObjectId();

    /// <summary>The recipe of SQLAlchemy-ImageAttach's manual: the SHA-1 of a text, as a 160-bit integer.</summary>
    /// <param name="text">Any text, such as <c>"1,9"</c> for post 1 and order index 9; hashed as UTF-8.</param>
    /// <remarks>For reading stores that use this recipe. It isn't meant to withstand forged collisions.</remarks>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Names files of an existing layout; protects nothing.")]
    public static ObjectId FromSha1(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return From(new BigInteger(SHA1.HashData(Encoding.UTF8.GetBytes(text)), isUnsigned: true, isBigEndian: true));
    }

    /// <summary>The value as a <see cref="BigInteger"/>.</summary>
    public BigInteger ToBigInteger() => !_large.IsZero ? _large : _negative ? -(BigInteger)_magnitude : (BigInteger)_magnitude;

    /// <summary>The value in decimal digits, with <c>-</c> before it when negative.</summary>
    public override string ToString()
    {
        if (!_large.IsZero)
            return _large.ToString(CultureInfo.InvariantCulture);
        string digits = _magnitude.ToString(CultureInfo.InvariantCulture);
        return _negative ? "-" + digits : digits;
    }

    /// <inheritdoc/>
    public bool Equals(ObjectId other) => _magnitude == other._magnitude && _negative == other._negative && _large == other._large;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_magnitude, _negative, _large);

    /// <inheritdoc/>
    public int CompareTo(ObjectId other)
    {
        if (!_large.IsZero || !other._large.IsZero)
            return ToBigInteger().CompareTo(other.ToBigInteger());
        if (_negative != other._negative)
            return _negative ? -1 : 1;
        return _negative ? other._magnitude.CompareTo(_magnitude) : _magnitude.CompareTo(other._magnitude);
    }

    /// <summary>Whether two ids are the same number.</summary>
    public static bool operator ==(ObjectId left, ObjectId right) => left.Equals(right);

    /// <summary>Whether two ids are different numbers.</summary>
    public static bool operator !=(ObjectId left, ObjectId right) => !left.Equals(right);

    /// <summary>Whether the left number is the smaller one.</summary>
    public static bool operator <(ObjectId left, ObjectId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left number is the larger one.</summary>
    public static bool operator >(ObjectId left, ObjectId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left number is no larger than the right one.</summary>
    public static bool operator <=(ObjectId left, ObjectId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left number is no smaller than the right one.</summary>
    public static bool operator >=(ObjectId left, ObjectId right) => left.CompareTo(right) >= 0;

    // Floor division, as the original's Python divides: -1 is 999 in folder -1, not -1 in folder 0.
    internal (ObjectId Quotient, int Remainder) DivideBy1000()
    {
        if (!_large.IsZero)
        {
            BigInteger floor = BigInteger.DivRem(_large, Split, out BigInteger rest);
            return rest.Sign < 0 ? (From(floor - 1), (int)rest + Split) : (From(floor), (int)rest);
        }

        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(_magnitude, Split);
        if (!_negative)
            return (new(quotient, negative: false), (int)remainder);
        return remainder == UInt128.Zero
            ? (new(quotient, negative: true), 0)
            : (new(quotient + UInt128.One, negative: true), Split - (int)remainder);
    }
}
