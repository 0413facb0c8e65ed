namespace Gallery.Data;

/// <summary>The pictures that come with the program.</summary>
internal static class SamplePictures
{
    public static FileStream Open(string name) => File.OpenRead(Path.Combine(AppContext.BaseDirectory, "pictures", name));
}
