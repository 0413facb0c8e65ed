using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Completes an owner with its image sets, and lets it name them all, so that none is forgotten when it is removed.</summary>
internal static class OwnerEmitter
{
    // No type can be called that: an owner may be an image type as well, and has a file of that too.
    public static string HintName(TypeModel owner) => owner.HintName.Replace(".ImageAttach.g.cs", ".image-sets.ImageAttach.g.cs");

    public static SourceText Emit(OwnerModel owner)
    {
        bool hasHidden = owner.Hidden.Count > 0;
        CodeWriter writer = new CodeWriter()
            .Head($"The image sets of {owner.Type.Name}.")
            .Namespace(owner.Type.Namespace)
            .OpenType(owner.Type, " : global::ImageAttach.IImageOwner" + (hasHidden ? $", {HidingOwner(owner.Type.FullName)}" : ""));
        foreach (string members in owner.Members)
            writer.Block(members).Block("");
        writer.Block(List("global::ImageAttach.IImageOwner.ImageSets", owner.HidingBases.Select(HiddenSetsOf).Concat(owner.Properties)));
        if (hasHidden)
            writer.Block("").Block(List($"{HidingOwner(owner.Type.FullName)}.HiddenImageSets", owner.Hidden));
        return writer.Close();
    }

    // A derived class implements the other interface again, and this one never.
    private static string HidingOwner(string type) => $"global::ImageAttach.IImageOwner<{type}>";

    private static string HiddenSetsOf(string type) => $".. (({HidingOwner(type)})(object)this).HiddenImageSets";

    private static string List(string member, IEnumerable<string> elements) => $$"""
        {{CodeWriter.GeneratedCode}}
        global::System.Collections.Generic.IReadOnlyList<global::ImageAttach.IImageSets> {{member}} => [{{string.Join(", ", elements)}}];
        """;
}
