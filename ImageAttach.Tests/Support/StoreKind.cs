namespace ImageAttach.Tests.Support;

/// <summary>A store that tests run on.</summary>
public enum StoreKind
{
    /// <summary>A folder on disk.</summary>
    Disk,

    /// <summary>Memory.</summary>
    Memory,

    /// <summary>Memory over a folder on disk that nothing may write to.</summary>
    Sandbox,

    /// <summary>A bucket.</summary>
    S3,

    /// <summary>A container of Azure Blob Storage.</summary>
    Azure,
}
