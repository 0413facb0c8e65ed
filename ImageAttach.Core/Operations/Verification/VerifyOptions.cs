namespace ImageAttach;

/// <summary>How closely files are looked at.</summary>
public sealed class VerifyOptions
{
    /// <summary>Whether to read every file to its end and compare its SHA-256; default: no, only its length and type are looked at.</summary>
    public bool CheckHashes { get; init; }
}
