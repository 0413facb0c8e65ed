using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ImageAttach;

/// <summary>Many keys, in 16 bytes each: filled first, asked next.</summary>
internal sealed class KeySet
{
    private readonly List<UInt128> _hashes = [];
    private bool _isSorted;

    /// <summary>A number for a key: 128 bits of its name's hash, too many for two keys to have the same.</summary>
    public static UInt128 GetHash(StoreKey key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(key.ToPath()), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    public void Add(StoreKey key)
    {
        _hashes.Add(GetHash(key));
        _isSorted = false;
    }

    public bool Contains(StoreKey key)
    {
        if (!_isSorted)
            _hashes.Sort();
        _isSorted = true;
        return _hashes.BinarySearch(GetHash(key)) >= 0;
    }
}
