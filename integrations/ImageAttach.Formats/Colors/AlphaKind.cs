namespace ImageAttach.Formats.Colors;

/// <summary>What alpha says in decoded pixels.</summary>
internal enum AlphaKind
{
    /// <summary>Nothing: all pixels are opaque.</summary>
    Opaque,

    /// <summary>Colors aren't multiplied by it.</summary>
    Straight,

    /// <summary>Colors are multiplied by it.</summary>
    Premultiplied,
}
