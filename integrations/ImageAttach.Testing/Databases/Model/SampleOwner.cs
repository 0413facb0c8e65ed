namespace ImageAttach.Testing;

/// <summary>An owner of one picture and of a list of photos.</summary>
internal sealed partial class SampleOwner
{
    public int Id { get; set; }

    [ImageAttachment]
    public partial ImageSet<SamplePicture> Picture { get; }

    [ImageAttachment]
    public partial MultipleImageSet<SamplePhoto> Photos { get; }
}
