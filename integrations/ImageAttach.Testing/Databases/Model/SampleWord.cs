using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Testing;

/// <summary>An owner whose key is a text.</summary>
internal sealed partial class SampleWord
{
    [Key]
    public string Text { get; set; } = "";

    [ImageAttachment]
    public partial ImageSet<WordPicture> Picture { get; }
}
