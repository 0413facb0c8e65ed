using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the typed <c>GetImageSet</c> of an image type.</summary>
internal static class SubsetEmitter
{
    public static string HintName(SubsetModel subset) => subset.Image.Type.HintName.Replace(".ImageAttach.g.cs", "Sets.ImageAttach.g.cs");

    /// <summary>The name of the generated type, in the namespace of the image type.</summary>
    public static string TypeName(TypeModel image) => image.FlatName + "Sets";

    /// <summary>The full name of the generated type, as metadata writes it.</summary>
    public static string FullTypeName(SubsetModel subset) => HintName(subset).Replace(".ImageAttach.g.cs", "");

    public static SourceText Emit(SubsetModel subset)
    {
        TypeModel image = subset.Image.Type;
        string names = string.Join(" and ", subset.Discriminators.Select(column => column.Property));
        string parameters = string.Join(", ", subset.Discriminators.Select(column => $"{column.Type} {Parameter(column)}"));
        string key = string.Join(
            ", ",
            subset.OwnerProperties.Select(property => $"{property} = owner.{property}")
                .Concat(subset.Discriminators.Select(column => $"{column.Property} = {Parameter(column)}"))
                .Concat(Required(subset)));
        return new CodeWriter()
            .Head($"How one of many image sets of {image.Name} is picked.")
            .Namespace(image.Namespace)
            .Block($$"""
                /// <summary>Picks one of many image sets of {{image.Name}}.</summary>
                {{CodeWriter.GeneratedCode}}
                {{(subset.Image.IsPublic ? "public" : "internal")}} static class {{TypeName(image)}}
                {
                    /// <summary>The image set with this {{names}}. It need not exist yet; attaching to it makes it.</summary>
                    /// <param name="sets">The owner's image sets.</param>
                """)
            .Block(string.Join("\n", subset.Discriminators.Select(column =>
                $"    /// <param name=\"{Names.ParameterFor(column.Property.TrimStart('@'))}\">The {column.Property} of the image set.</param>")))
            .Block($$"""
                    public static global::ImageAttach.ImageSubset<{{image.FullName}}> GetImageSet(
                        this global::ImageAttach.MultipleImageSet<{{image.FullName}}> sets, {{parameters}}) =>
                        sets.Subset(() =>
                        {
                            var owner = sets.NewImage();
                            return new {{image.FullName}} { {{key}} };
                        });
                }
                """)
            .Close();
    }

    private static string Parameter(ColumnModel column) => Names.Escape(Names.ParameterFor(column.Property.TrimStart('@')));

    private static IEnumerable<string> Required(SubsetModel subset) => subset.Image.RequiredMembers
        .Except(subset.OwnerProperties)
        .Except(subset.Discriminators.Select(column => column.Property))
        .Select(member => $"{member} = default!");
}
