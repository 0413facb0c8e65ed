#pragma warning disable IMGA019 // Set by statements of one's own.
using System;
using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using ImageAttach;

namespace Library;

public enum Side : sbyte { Front, Back }

public partial class Post
{
    public long Id { get; set; }
    [ImageAttachment] public partial MultipleImageSet<PostPhoto> Photos { get; }
}

[ImageEntity]
public partial class PostPhoto : Image
{
    [Key] public long PostId { get; set; }
    [Key] public int OrderIndex { get; set; }
    public required string Caption { get; init; }
    [NotMapped] public required object Tag { get; set; }
}

public partial class Book
{
    [Key] public Guid Shelf { get; set; }
    [Key] public string Isbn { get; set; } = "";
    [ImageAttachment(ForeignKey = "Place, Number")] public partial MultipleImageSet<Cover> Covers { get; }
}

[ImageEntity]
public partial class Cover : Image
{
    [Key] public Guid Place { get; set; }
    [Key, Column("book isbn")] public string Number { get; set; } = "";
    [Key] public Side Side { get; set; }
    [Key] public bool @new { get; set; }
    public DateTimeOffset? ScannedAt { get; init; }
}

[ImageEntity] public partial class ByGuid : Image { [Key] public Guid Id { get; set; } }
[ImageEntity] public partial class ByText : Image { [Key] public string Id { get; set; } = ""; }
[ImageEntity] public partial class BySide : Image { [Key] public Side Id { get; set; } }
[ImageEntity] public partial class ByBool : Image { [Key] public bool Id { get; set; } }

public partial class Person { public int PersonId { get; set; } }
public partial class Author : Person
{
    [ImageAttachment] public partial ImageSet<Portrait> Portrait { get; }
}

[ImageEntity] public partial class Portrait : Image { [Key] public int PersonId { get; set; } }

// The rest of the key stands before the owner's.
public partial class Album
{
    public long Id { get; set; }
    [ImageAttachment] public partial MultipleImageSet<AlbumPage> Pages { get; }
}

[ImageEntity]
public partial class AlbumPage : Image
{
    [Key] public int Number { get; set; }
    [Key] public long AlbumId { get; set; }
}
