using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner whose images have columns that can't be null.</summary>
internal sealed partial class Letter
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<LetterScan> Scan { get; }

    [ImageAttachment]
    public partial MultipleImageSet<LetterPage> Pages { get; }
}

[ImageEntity]
internal sealed partial class LetterScan : Image
{
    [Key] public int LetterId { get; set; }

    public required string Title { get; set; }

    public byte[] Signature { get; set; } = null!;

    public Language Language { get; set; }

    public required Sender Sender { get; set; }

    public string? Note { get; set; }
}

[ImageEntity]
internal sealed partial class LetterPage : Image
{
    [Key] public int LetterId { get; set; }

    [Key] public int Number { get; set; }

    public required string Title { get; set; }
}

internal readonly record struct Language(string Code);

internal sealed record Sender(int Number);
