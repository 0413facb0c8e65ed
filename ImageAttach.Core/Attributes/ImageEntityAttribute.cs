namespace ImageAttach;

/// <summary>Marks a class whose objects are rows of an image table. The class is partial and derives from <see cref="Image"/>.</summary>
/// <remarks>At compile time it is given its SQL, row reader, object type and object id.</remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ImageEntityAttribute : Attribute
{
    /// <summary>The table's name. Default: the class's name in snake_case, such as <c>user_picture</c>.</summary>
    public string? Table { get; set; }

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
}
