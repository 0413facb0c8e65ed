using System.ComponentModel.DataAnnotations;

namespace ImageAttach.Tests.Databases;

/// <summary>A number that is never 0, unlike its type's default.</summary>
internal readonly record struct PhotoNumber
{
    public PhotoNumber(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        Value = value;
    }

    public int Value { get; }
}

internal readonly record struct ClipId
{
    public ClipId(Guid value) => Value = value != Guid.Empty ? value : throw new ArgumentException("A clip has an id.", nameof(value));

    public Guid Value { get; }
}

internal readonly record struct StopNumber(byte Value);

/// <summary>An owner whose sets are numbered by types of its own.</summary>
internal sealed partial class Courier
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial MultipleImageSet<CourierPhoto> Photos { get; }

    [ImageAttachment]
    public partial MultipleImageSet<CourierClip> Clips { get; }

    [ImageAttachment]
    public partial MultipleImageSet<CourierStop> Stops { get; }
}

[ImageEntity]
internal sealed partial class CourierPhoto : Image
{
    [Key] public int CourierId { get; set; }

    [Key] public PhotoNumber Number { get; set; }
}

[ImageEntity]
internal sealed partial class CourierClip : Image
{
    [Key] public int CourierId { get; set; }

    [Key] public ClipId Clip { get; set; }
}

[ImageEntity]
internal sealed partial class CourierStop : Image
{
    [Key] public int CourierId { get; set; }

    [Key] public DateOnly Day { get; set; }

    [Key] public StopNumber Stop { get; set; }
}
