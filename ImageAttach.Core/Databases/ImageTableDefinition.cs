namespace ImageAttach.Databases;

/// <summary>What an image table is, whatever the database: its name and its columns. A database composes its statements from it.</summary>
/// <param name="name">The table's name, unquoted.</param>
/// <param name="columns">The columns of the image type; those of <see cref="ImageColumn.OfImage"/> follow them.</param>
public sealed class ImageTableDefinition(string name, IReadOnlyList<ImageColumn> columns)
{
    private readonly Lock _composing = new();
    private volatile ImageTableStatements[] _statements = [];

    /// <summary>Gets the table's name, unquoted.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the schema that holds the table, unquoted; null for the connection's own.</summary>
    public string? Schema { get; init; }

    /// <summary>Gets the table's name with that of its schema, for people to read.</summary>
    public string QualifiedName => field ??= Schema is null ? Name : $"{Schema}.{Name}";

    /// <summary>Gets the columns of the image type, in the order in which rows are read.</summary>
    public IReadOnlyList<ImageColumn> Columns { get; } = columns;

    /// <summary>Gets the columns that identify an image set, in the order that the primary key has.</summary>
    public IReadOnlyList<ImageColumn> KeyColumns => field ??= [.. Columns.Where(column => column.IsKey).OrderBy(column => column.KeyPosition)];

    /// <summary>Gets all columns, in the order in which rows are read.</summary>
    public IReadOnlyList<ImageColumn> AllColumns => field ??= [.. Columns, .. ImageColumn.OfImage];

    /// <summary>Gets all columns, in the order that the table has.</summary>
    public IReadOnlyList<ImageColumn> ColumnsInTable => field ??= [.. Columns.OrderBy(column => column.Order ?? int.MaxValue), .. ImageColumn.OfImage];

    /// <summary>Gets the columns of the primary key.</summary>
    public IReadOnlyList<ImageColumn> PrimaryKey => field ??= [.. KeyColumns, .. ImageColumn.OfPrimaryKey];

    /// <summary>Gets the table of the owners, which a foreign key refers to; null when the image type doesn't name it.</summary>
    public ImageOwnerTable? OwnerTable { get; init; }

    /// <summary>Gets the table's statements in a database: composed once, and kept.</summary>
    internal ImageTableStatements GetStatements(ImageDatabase database) => Find(database) ?? Compose(database);

    private ImageTableStatements? Find(ImageDatabase database)
    {
        foreach (ImageTableStatements statements in _statements)
        {
            if (ReferenceEquals(statements.Database, database))
                return statements;
        }

        return null;
    }

    private ImageTableStatements Compose(ImageDatabase database)
    {
        lock (_composing)
        {
            ImageTableStatements? composed = Find(database);
            if (composed is null)
                _statements = [.. _statements, composed = new(database, this)];
            return composed;
        }
    }
}
