using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the typed <c>GetImageSet</c> of an image type.</summary>
internal static class SubsetEmitter
{
    public const string MethodName = "GetImageSet";

    public static string HintName(SubsetModel subset) => subset.Image.Type.HintName.Replace(".ImageAttach.g.cs", "Sets.ImageAttach.g.cs");

    /// <summary>The name of the generated type, in the namespace of the image type.</summary>
    public static string TypeName(TypeModel image) => image.FlatName + "Sets";

    /// <summary>The full name of the generated type, as metadata writes it.</summary>
    public static string FullTypeName(TypeModel image) => image.HintName.Replace(".ImageAttach.g.cs", "Sets");

    /// <summary>The parameters that are named after properties. Number and number are two.</summary>
    public static string[] ParameterNames(IEnumerable<string> properties)
    {
        List<string> names = [];
        foreach (string property in properties)
            names.Add(Names.Free(Names.ParameterFor(property.TrimStart('@')), names));
        return [.. names];
    }

    public static SourceText Emit(SubsetModel subset)
    {
        TypeModel image = subset.Image.Type;
        return new CodeWriter()
            .Head($"How one of many image sets of {image.Name} is picked.")
            .Namespace(image.Namespace)
            .Block($$"""
                /// <summary>Picks one of many image sets of {{image.Name}}.</summary>
                {{CodeWriter.GeneratedCode}}
                {{(subset.IsPublic ? "public" : "internal")}} static class {{TypeName(image)}}
                {
                """)
            .Block(EmitMethod(subset))
            .Block($$"""
                {{SubsetsEmitter.Emit(subset)}}}
                """)
            .Close();
    }

    private static string EmitMethod(SubsetModel subset)
    {
        string image = subset.Image.Type.FullName;
        string properties = string.Join(" and ", subset.Discriminators.Select(column => column.Property));
        string[] names = ParameterNames(subset.Discriminators.Select(column => column.Property));
        string sets = Names.Free("sets", names), owner = Names.Free("owner", names);
        string parameters = string.Join(", ", subset.Discriminators.Select((column, i) => $"{column.Type} {Names.Escape(names[i])}"));
        IEnumerable<string> key = subset.OwnerProperties.Select(property => $"{property} = {owner}.{property}")
            .Concat(subset.Discriminators.Select((column, i) => $"{column.Property} = {Given(column, Names.Escape(names[i]))}"))
            .Concat(Required(subset));
        return $$"""
                /// <summary>The image set with this {{properties}}. It need not exist yet; attaching to it makes it.</summary>
                /// <param name="{{sets}}">The owner's image sets.</param>
            {{string.Join("\n", subset.Discriminators.Select((column, i) => $"    /// <param name=\"{names[i]}\">The {column.Property} of the image set.</param>"))}}
                public static global::ImageAttach.ImageSubset<{{image}}> GetImageSet(
                    this global::ImageAttach.MultipleImageSet<{{image}}> {{sets}}, {{parameters}}) =>
                    {{sets}}.Subset(() =>
                    {
                        var {{owner}} = {{sets}}.NewImage();
                        return new {{image}} { {{string.Join(", ", key)}} };
                    });
            """;
    }

    // A text can be null all the same, and a key can't.
    internal static string Given(ColumnModel column, string parameter) => column.CanBeNull
        ? $"{parameter} ?? throw new global::System.ArgumentNullException(nameof({parameter}))"
        : parameter;

    private static IEnumerable<string> Required(SubsetModel subset) => subset.Image.RequiredMembers
        .Except(subset.OwnerProperties)
        .Except(subset.Discriminators.Select(column => column.Property))
        .Select(member => $"{member} = default!");
}
