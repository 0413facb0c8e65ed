using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Testing;

/// <summary>The picture of a word.</summary>
[ImageEntity(Table = "conformance_word")]
internal sealed partial class WordPicture : Image
{
    [Key, StringLength(20)]
    public string SampleWordText { get; set; } = "";
}
