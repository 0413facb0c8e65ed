namespace ImageAttach.Testing;

/// <summary>The tables of the image types that checks use.</summary>
internal static class SampleTables
{
    public static IImageTable<SamplePicture> Pictures { get; } = Get<SamplePicture>();

    public static IImageTable<SamplePhoto> Photos { get; } = Get<SamplePhoto>();

    public static IImageTable<WordPicture> Words { get; } = Get<WordPicture>();

    public static IImageTable<RecordPicture> Records { get; } = Get<RecordPicture>();

    private static IImageTable<TImage> Get<TImage>()
        where TImage : Image, IImageEntity<TImage> => TImage.Table;
}
