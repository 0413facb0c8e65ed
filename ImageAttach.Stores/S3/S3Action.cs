namespace ImageAttach.Stores.S3;

/// <summary>Something that is done to a bucket.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Done">What was done, for messages; the bucket follows.</param>
/// <param name="Right">The right that it takes.</param>
internal sealed record S3Action(S3ActionKind Kind, string Done, string Right)
{
    public static S3Action Put { get; } = new(S3ActionKind.Put, "put into", "s3:PutObject, and s3:PutObjectAcl where an ACL is set,");

    public static S3Action Open { get; } = new(S3ActionKind.Open, "opened in", "s3:GetObject");

    public static S3Action Delete { get; } = new(S3ActionKind.Delete, "deleted from", "s3:DeleteObject");

    public static S3Action List { get; } = new(S3ActionKind.List, "listed", "s3:ListBucket");

    public static S3Action RemoveUnfinished { get; } = new(
        S3ActionKind.RemoveUnfinished, "cleared of unfinished uploads", "s3:ListBucketMultipartUploads and s3:AbortMultipartUpload");

    public static S3Action OpenUpload { get; } = new(S3ActionKind.Open, "asked for an upload", "s3:GetObject");

    public static S3Action DeleteUpload { get; } = new(S3ActionKind.Delete, "cleared of an upload", "s3:DeleteObject");

    public static S3Action ReadMark { get; } = new(S3ActionKind.ReadMark, "asked for its mark", "s3:GetObject and s3:ListBucket");

    public static S3Action WriteMark { get; } = new(S3ActionKind.WriteMark, "marked", "s3:PutObject");
}

internal enum S3ActionKind
{
    Put,
    Open,
    Delete,
    List,
    RemoveUnfinished,
    ReadMark,
    WriteMark,
}
