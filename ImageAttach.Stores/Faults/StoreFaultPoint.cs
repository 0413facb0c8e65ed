namespace ImageAttach.Stores.Faults;

/// <summary>The moments between two effects of a put into a folder, in their order.</summary>
internal enum StoreFaultPoint
{
    /// <summary>A part of the bytes was written.</summary>
    PartWritten,

    /// <summary>The file has its name; a power cut may still take bytes and name.</summary>
    FileNamed,

    /// <summary>The bytes are on the disk; a power cut may still take the name.</summary>
    FileSynced,

    /// <summary>Bytes and name are on the disk.</summary>
    FolderSynced,
}
