using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the accessors of the thumbnails that an image type declares.</summary>
internal static class ThumbnailEmitter
{
    public static string HintName(EntityModel entity) => entity.Type.HintName.Replace(".ImageAttach.g.cs", "Thumbnails.ImageAttach.g.cs");

    /// <summary>The name of the generated type, in the namespace of the image type.</summary>
    public static string TypeName(TypeModel image) => image.FlatName + "Thumbnails";

    public static SourceText Emit(EntityModel entity, ThumbnailsModel thumbnails)
    {
        string image = entity.Type.FullName;
        CodeWriter writer = new CodeWriter()
            .Head($"The thumbnails that {entity.Type.Name} declares.")
            .Namespace(entity.Type.Namespace)
            .Block($"""
                /// <summary>The thumbnails that {entity.Type.Name} declares.</summary>
                {CodeWriter.GeneratedCode}
                {(thumbnails.IsPublic ? "public" : "internal")} static class {TypeName(entity.Type)}
                """)
            .Open();
        if (!thumbnails.HasExtensionProperties)
            return Accessors(writer, thumbnails, thumbnail => $"public static {Named(image)} {thumbnail.Member}(this {Set(image)} images)").Close();
        writer.Block($"extension({Set(image)} images)").Open();
        return Accessors(writer, thumbnails, thumbnail => $"public {Named(image)} {thumbnail.Member}").Close();
    }

    /// <summary>The list of all, as the table has it.</summary>
    public static string EmitList(ThumbnailsModel thumbnails) => $$"""

        public global::System.Collections.Generic.IReadOnlyList<DeclaredThumbnail> Thumbnails { get; } =
        [
        {{string.Join("\n", thumbnails.All.Select(each => $"    new(\"{each.Name}\", {Side(each.Width)}, {Side(each.Height)}, {Options(each)}),"))}}
        ];

        """;

    private static CodeWriter Accessors(CodeWriter writer, ThumbnailsModel thumbnails, Func<ThumbnailModel, string> signature)
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

        return writer;
    }

    private static string Options(ThumbnailModel thumbnail) => thumbnail.Options.Count == 0
        ? "ThumbnailOptions.Default"
        : $"new() {{ {string.Join(", ", thumbnail.Options)} }}";

    private static string Named(string image) => $"global::ImageAttach.NamedThumbnail<{image}>";

    private static string Set(string image) => $"global::ImageAttach.ImageSet<{image}>";

    private static string Side(int side) => side == 0 ? "null" : side.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Size(ThumbnailModel thumbnail) => (thumbnail.Width, thumbnail.Height) switch
    {
        (_, 0) => $"{Side(thumbnail.Width)} wide",
        (0, _) => $"{Side(thumbnail.Height)} high",
        _ => $"in {Side(thumbnail.Width)}×{Side(thumbnail.Height)}",
    };
}
