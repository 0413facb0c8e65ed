namespace ImageAttach.Operations;

/// <summary>Whether a destination has a file.</summary>
internal enum CopyState
{
    /// <summary>It has none of that name.</summary>
    None,

    /// <summary>It has the file.</summary>
    Equal,

    /// <summary>It has another file of that name.</summary>
    Different,
}
