namespace ImageAttach;

/// <summary>Marks a class whose objects are rows of an image table. The class is partial and derives from <see cref="Image"/>.</summary>
/// <remarks>At compile time it is given its SQL, row reader, object type and object id.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ImageEntityAttribute : Attribute
{
    /// <summary>
    /// The table's name. Default: that of <see cref="System.ComponentModel.DataAnnotations.Schema.TableAttribute"/>, or the class's name in snake_case,
    /// such as <c>user_picture</c>.
    /// </summary>
    public string? Table { get; set; }

    /// <summary>
    /// The schema that the table lies in: of MySQL the database, of SQLite the name that a database is attached by. Default: that of
    /// <see cref="System.ComponentModel.DataAnnotations.Schema.TableAttribute"/>, or none, and the connection's own is used.
    /// </summary>
    public string? Schema { get; set; }

    /// <summary>
    /// The first part of the files' names: letters, digits, <c>-</c> and <c>_</c>.
    /// Default: the table's name with <c>-</c> for <c>_</c>, such as <c>user-picture</c>.
    /// </summary>
    public string? ObjectType { get; set; }

    /// <summary>
    /// The name of the store that its files go to, one of those that <see cref="StoreContext.Use"/> was given by name.
    /// Default: none, and they go to the current store. A store that is passed to a call counts more.
    /// </summary>
    public string? Store { get; set; }

    /// <summary>
    /// The table of the owners, such as <c>users</c> or <c>shop.users</c>. <c>create table</c> gets a foreign key to it then, which deletes the rows of an owner
    /// that is deleted and leaves their files to a sweep, and a verification reports sets whose owner is gone. Default: none.
    /// </summary>
    public string? OwnerTable { get; set; }

    /// <summary>The key columns of <see cref="OwnerTable"/>, in the order of the image's key columns, separated by commas. Default: <c>id</c>.</summary>
    public string? OwnerKey { get; set; }
}
