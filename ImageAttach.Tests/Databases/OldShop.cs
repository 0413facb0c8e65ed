using System.ComponentModel.DataAnnotations;

// Types of a program that moves from the original, as docs/howto declares them. Their tables are those of the shop's own types.
namespace ImageAttach.Tests.Databases;

internal sealed partial class OldDocument
{
    public string Id { get; set; } = "";

    [ImageAttachment(ForeignKey = nameof(OldDocumentScan.DocumentId))]
    public partial ImageSet<OldDocumentScan> Scan { get; }
}

[ImageEntity(Table = "document_scan", ObjectType = "document-scan")]
internal sealed partial class OldDocumentScan : Image
{
    [Key] public string DocumentId { get; set; } = "";

    public override ObjectId ObjectId => ObjectId.From(Guid.Parse(DocumentId));
}

internal sealed partial class OldPost
{
    public int Id { get; set; }

    [ImageAttachment(ForeignKey = nameof(OldPostPhoto.PostId))]
    public partial MultipleImageSet<OldPostPhoto> Photos { get; }
}

[ImageEntity(Table = "post_photo", ObjectType = "post-photo")]
internal sealed partial class OldPostPhoto : Image
{
    [Key] public int PostId { get; set; }

    [Key] public int OrderIndex { get; set; }

    public override ObjectId ObjectId => ObjectId.FromSha1($"{PostId},{OrderIndex}");
}
