namespace ImageAttach.Tests.Imaging;

/// <summary>Image files that no encoder of the tests writes.</summary>
internal static class Assets
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Assets", "Imaging", name));
}
