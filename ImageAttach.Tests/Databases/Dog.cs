using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner that others derive from.</summary>
internal partial class Animal
{
    public int Id { get; set; }

    [ImageAttachment(ForeignKey = nameof(AnimalPicture.AnimalId))]
    public partial ImageSet<AnimalPicture> Picture { get; }
}

/// <summary>An owner with image sets of its own and of its base class.</summary>
internal sealed partial class Dog : Animal
{
    [ImageAttachment]
    public partial ImageSet<DogTag> Tag { get; }
}

[ImageEntity]
internal sealed partial class AnimalPicture : Image
{
    [Key] public int AnimalId { get; set; }
}

[ImageEntity]
internal sealed partial class DogTag : Image
{
    [Key] public int DogId { get; set; }
}
