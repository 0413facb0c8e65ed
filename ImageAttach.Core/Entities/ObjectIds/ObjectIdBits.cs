using System.Buffers.Binary;
using System.ComponentModel;

namespace ImageAttach;

/// <summary>Puts the parts of a key side by side into one object id of at most 128 bits. Called by generated code.</summary>
/// <remarks>Different keys of one type give different object ids. The first part holds the highest bits; negative numbers are their two's complement.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ObjectIdBits
{
    private const int MaxBits = 128;

    private readonly UInt128 _bits;
    private readonly int _count;

    private ObjectIdBits(UInt128 bits, int count) => (_bits, _count) = (bits, count);

    /// <summary>Appends 8 bits: 1 for true, 0 for false.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(bool part) => Append(part ? 1u : 0u, 8);

    /// <summary>Appends 8 bits.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(sbyte part) => Append((byte)part, 8);

    /// <inheritdoc cref="Append(sbyte)"/>
    public ObjectIdBits Append(byte part) => Append(part, 8);

    /// <summary>Appends 16 bits.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(short part) => Append((ushort)part, 16);

    /// <inheritdoc cref="Append(short)"/>
    public ObjectIdBits Append(ushort part) => Append(part, 16);

    /// <summary>Appends 32 bits.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(int part) => Append((uint)part, 32);

    /// <inheritdoc cref="Append(int)"/>
    public ObjectIdBits Append(uint part) => Append(part, 32);

    /// <summary>Appends 64 bits.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(long part) => Append((ulong)part, 64);

    /// <inheritdoc cref="Append(long)"/>
    public ObjectIdBits Append(ulong part) => Append(part, 64);

    /// <summary>Appends 128 bits.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdBits Append(Guid part)
    {
        Span<byte> bytes = stackalloc byte[16];
        part.TryWriteBytes(bytes, bigEndian: true, out _);
        return Append(BinaryPrimitives.ReadUInt128BigEndian(bytes), MaxBits);
    }

    /// <summary>The object id of the parts appended.</summary>
    public ObjectId ToObjectId() => ObjectId.FromBits(_bits);

    private ObjectIdBits Append(UInt128 part, int bits)
    {
        if (_count + bits > MaxBits)
            throw new InvalidOperationException($"A key of {_count + bits} bits doesn't fit into {MaxBits}. Use ObjectIdHash.");

        // Shifting by all 128 bits shifts by none, but then there is nothing to shift.
        return new((_bits << bits) | part, _count + bits);
    }
}
