namespace ImageAttach.Generators.Model;

/// <summary>A class with [ImageEntity].</summary>
/// <param name="Type">The class.</param>
/// <param name="Table">What its table is called.</param>
/// <param name="ObjectType">The first part of its files' names.</param>
/// <param name="Store">The name of the store that its files go to; null for the current one.</param>
/// <param name="HidesStore">Whether a base class is an image type that names a store.</param>
/// <param name="Columns">Its own columns; those of Image follow them in the table.</param>
/// <param name="RequiredMembers">Members that every `new` must set, beside the columns.</param>
/// <param name="WritesObjectId">Whether the user overrides ObjectId, which wins over ours.</param>
/// <param name="HidesCreateTableSql">Whether a base class has a CreateTableSql, as another image type has.</param>
/// <param name="Placeholder">The column that keeps the picture's ThumbHash; null for none.</param>
/// <param name="Thumbnails">The thumbnails that it declares; null for none.</param>
/// <param name="IsPublic">Whether it and the types around it are public.</param>
/// <param name="HasSetsType">Whether the name of the class with the typed GetImageSet is the user's.</param>
internal sealed record EntityModel(
    TypeModel Type,
    TableModel Table,
    string ObjectType,
    string? Store,
    bool HidesStore,
    EquatableArray<ColumnModel> Columns,
    EquatableArray<string> RequiredMembers,
    bool WritesObjectId,
    bool HidesCreateTableSql,
    ColumnModel? Placeholder,
    ThumbnailsModel? Thumbnails,
    bool IsPublic,
    bool HasSetsType)
{
    /// <summary>The properties that hold the owner's key, where the rest of the key tells many sets apart; empty for all of them.</summary>
    public EquatableArray<string> OwnerProperties { get; init; }

    /// <summary>The columns that tell sets apart, the owner's first: an owner's rows lie side by side in the primary key.</summary>
    public IEnumerable<ColumnModel> KeyColumns => DeclaredKeyColumns.OrderBy(column => !OwnerProperties.Contains(column.Property));

    /// <summary>The same in the order of their declaration, which object ids go by: other orders would give files other names.</summary>
    public IEnumerable<ColumnModel> DeclaredKeyColumns => Columns.Where(column => column.IsKey);

    /// <summary>The table of its owners; null when it isn't named.</summary>
    public OwnerTableModel? OwnerTable { get; init; }

    /// <summary>The name of the generated type that reads and writes its rows.</summary>
    public string TableType => Type.FlatName + "Table";
}
