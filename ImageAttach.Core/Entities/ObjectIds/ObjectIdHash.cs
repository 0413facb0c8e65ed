using System.Buffers;
using System.Buffers.Binary;
using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach;

/// <summary>Turns a key of any length into an object id: the first 128 bits of a SHA-256. Called by generated code.</summary>
/// <remarks>
/// What is hashed is each part's length in bytes, as 32 bits, and then its bytes, big-endian; so no two keys of one type are the
/// same to the hash. A key of one text is what <see cref="ObjectId.FromText"/> gives.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ObjectIdHash
{
    private readonly ArrayBufferWriter<byte> _parts = new();

    /// <summary>Appends a text, in UTF-8.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdHash Append(string part)
    {
        ArgumentNullException.ThrowIfNull(part);
        int length = Encoding.UTF8.GetByteCount(part);
        Encoding.UTF8.GetBytes(part, Next(length));
        _parts.Advance(length);
        return this;
    }

    /// <summary>Appends 16 bytes.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdHash Append(Guid part)
    {
        part.TryWriteBytes(Next(16), bigEndian: true, out _);
        _parts.Advance(16);
        return this;
    }

    /// <summary>Appends 8 bytes, whatever the type of the integer.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdHash Append(long part)
    {
        BinaryPrimitives.WriteInt64BigEndian(Next(sizeof(long)), part);
        _parts.Advance(sizeof(long));
        return this;
    }

    /// <inheritdoc cref="Append(long)"/>
    public ObjectIdHash Append(ulong part) => Append((long)part);

    /// <summary>Appends 8 bytes: 1 for true, 0 for false.</summary>
    /// <param name="part">A part of the key.</param>
    public ObjectIdHash Append(bool part) => Append(part ? 1L : 0L);

    /// <summary>The object id of the parts appended.</summary>
    public ObjectId ToObjectId()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_parts.WrittenSpan, hash);
        return ObjectId.FromBits(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    private Span<byte> Next(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_parts.GetSpan(sizeof(int)), length);
        _parts.Advance(sizeof(int));
        return _parts.GetSpan(Math.Max(1, length));
    }
}
