using System.ComponentModel.DataAnnotations;
using ImageAttach;

namespace Archive;

[ImageEntity(Store = "the \"archive\"")]
public partial class Scan : Image
{
    [Key] public int SheetId { get; set; }
    public string? StoreName { get; set; }      // a column like any other
}

// Derives from a type that names a store, and names none itself.
[ImageEntity(Table = "draft")]
public partial class Draft : Scan;
