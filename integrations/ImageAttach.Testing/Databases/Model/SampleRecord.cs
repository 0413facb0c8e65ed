using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Testing;

/// <summary>An owner whose key is a Guid.</summary>
internal sealed partial class SampleRecord
{
    [Key]
    public Guid Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<RecordPicture> Picture { get; }
}
