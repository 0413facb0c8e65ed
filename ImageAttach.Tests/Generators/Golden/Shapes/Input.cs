using System.ComponentModel.DataAnnotations;
using ImageAttach;

// Names that generated code uses, taken by the consumer for something else.
public sealed class Task;
public sealed class DbCommand;
public sealed class NotSupportedException;

public partial class Outer
{
    public partial class Owner
    {
        public long OwnerId { get; set; }

        [ImageAttachment]
        public partial ImageSet<Photo> Photo { get; }
    }

    [ImageEntity]
    public partial class Photo : Image
    {
        [Key] public long OwnerId { get; set; }
    }
}
