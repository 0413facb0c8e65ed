using ImageAttach.Generators.Model;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the accessors of the thumbnails that an image type declares.</summary>
internal static class ThumbnailEmitter
{
    /// <summary>The name of the generated type, in the namespace of the image type.</summary>
    public static string TypeName(TypeModel image) => image.FlatName + "Thumbnails";

    public static void Write(CodeWriter writer, TypeModel image, ThumbnailsModel thumbnails)
    {
        writer
            .OpenNamespace(image.Namespace)
            .Block($"""
                /// <summary>The thumbnails that {image.Name} declares.</summary>
                {CodeWriter.GeneratedCode}
                {(thumbnails.IsPublic ? "public" : "internal")} static class {TypeName(image)}
                """)
            .Open();
        string named = $"global::ImageAttach.NamedThumbnail<{image.FullName}>", set = $"global::ImageAttach.ImageSet<{image.FullName}>";
        if (thumbnails.HasExtensionProperties)
            Accessors(writer.Block($"extension({set} images)").Open(), thumbnails, thumbnail => $"public {named} {thumbnail.Member}");
        else
            Accessors(writer, thumbnails, thumbnail => $"public static {named} {thumbnail.Member}(this {set} images)");
        writer.CloseBraces();
    }

    /// <summary>The list of all, as the table has it.</summary>
    public static string EmitList(ThumbnailsModel thumbnails) => $$"""

        public global::System.Collections.Generic.IReadOnlyList<DeclaredThumbnail> Thumbnails { get; } = new DeclaredThumbnail[]
        {
        {{string.Join("\n", thumbnails.All.Select(thumbnail => $"    new(\"{thumbnail.Name}\", {Side(thumbnail.Width)}, {Side(thumbnail.Height)}, {Options(thumbnail)}),"))}}
        };

        """;

    private static void Accessors(CodeWriter writer, ThumbnailsModel thumbnails, Func<ThumbnailModel, string> signature)
    {
        bool isFirst = true;
        foreach (ThumbnailModel thumbnail in thumbnails.All)
        {
            if (!isFirst)
                writer.Block("");
            isFirst = false;
            writer.Block($"""
                /// <summary>The thumbnail <c>{thumbnail.Name}</c>, {Size(thumbnail)}.</summary>
                {signature(thumbnail)} =>
                    images.Named("{thumbnail.Name}");
                """);
        }
    }

    private static string Options(ThumbnailModel thumbnail) => thumbnail.Options.Count == 0
        ? "ThumbnailOptions.Default"
        : $"new() {{ {string.Join(", ", thumbnail.Options)} }}";

    private static string Side(int side) => side == 0 ? "null" : side.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Size(ThumbnailModel thumbnail) => (thumbnail.Width, thumbnail.Height) switch
    {
        (_, 0) => $"{Side(thumbnail.Width)} wide",
        (0, _) => $"{Side(thumbnail.Height)} high",
        _ => $"in {Side(thumbnail.Width)}×{Side(thumbnail.Height)}",
    };
}
