using ImageAttach.Generators.Model;
using ImageAttach.Generators.Parsing;

namespace ImageAttach.Generators.Emitting;

/// <summary>Writes the typed <c>GetImageSets</c> of an image type: some of many image sets, to which others can be added.</summary>
internal static class SubsetsEmitter
{
    /// <returns>The method; an empty text for a type whose sets have no place to be chosen, or nothing beside it to be given.</returns>
    public static string Emit(SubsetModel subset)
    {
        ColumnModel? place = PlaceOf(subset);
        ColumnModel[] given = [.. subset.Discriminators.Where(column => column != place)];
        return place is null || given.Length == 0 ? "" : Emit(subset, given);
    }

    // As MultipleImageSet.AddAsync chooses it.
    private static ColumnModel? PlaceOf(SubsetModel subset) =>
        subset.Discriminators.LastOrDefault(column => column.IsNumber) ?? subset.Discriminators.LastOrDefault(column => column.IsGuid);

    private static string Emit(SubsetModel subset, ColumnModel[] given)
    {
        string image = subset.Image.Type.FullName;
        string properties = string.Join(" and ", given.Select(column => column.Property));
        string[] names = SubsetEmitter.ParameterNames(given.Select(column => column.Property));
        string sets = Names.Free("sets", names), owner = Names.Free("owner", names);
        string parameters = string.Join(", ", given.Select((column, i) => $"{column.Type} {Names.Escape(names[i])}"));
        IEnumerable<string> key = subset.OwnerProperties.Select(property => $"{property} = {owner}.{property}")
            .Concat(given.Select((column, i) => $"{column.Property} = {SubsetEmitter.Given(column, Names.Escape(names[i]))}"))
            .Concat(Required(subset, given));
        return $$"""

                /// <summary>The image sets with this {{properties}}. <c>AddAsync</c> adds one, and chooses the rest of its key.</summary>
                /// <param name="{{sets}}">The owner's image sets.</param>
            {{string.Join("\n", given.Select((column, i) => $"    /// <param name=\"{names[i]}\">The {column.Property} of the image sets.</param>"))}}
                public static global::ImageAttach.MultipleImageSet<{{image}}> GetImageSets(
                    this global::ImageAttach.MultipleImageSet<{{image}}> {{sets}}, {{parameters}}) =>
                    {{sets}}.Narrow(
                        () =>
                        {
                            var {{owner}} = {{sets}}.NewImage();
                            return new {{image}} { {{string.Join(", ", key)}} };
                        },
                        {{string.Join(", ", given.Select(column => Literal.Quote(column.Parameter)))}});

            """;
    }

    private static IEnumerable<string> Required(SubsetModel subset, ColumnModel[] given) => subset.Image.RequiredMembers
        .Except(subset.OwnerProperties)
        .Except(given.Select(column => column.Property))
        .Select(member => $"{member} = default!");
}
