namespace ImageAttach.Azure;

/// <summary>Something that is done to a container.</summary>
/// <param name="Done">What was done, for messages; the container follows.</param>
internal sealed record BlobAction(string Done)
{
    public static BlobAction Put { get; } = new("put into");

    public static BlobAction Open { get; } = new("opened in");

    public static BlobAction Delete { get; } = new("deleted from");

    public static BlobAction Touch { get; } = new("touched in");

    public static BlobAction Sign { get; } = new("signed for");

    public static BlobAction List { get; } = new("listed");

    public static BlobAction ReadMark { get; } = new("asked for its mark");

    public static BlobAction WriteMark { get; } = new("marked");

    public static BlobAction SignUpload { get; } = new("prepared for an upload");

    public static BlobAction OpenUpload { get; } = new("asked for an upload");

    public static BlobAction DeleteUpload { get; } = new("cleared of an upload");
}
