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
        CodeWriter writer = new CodeWriter()
            .Head($"The image sets of {owner.Type.Name}.")
            .Namespace(owner.Type.Namespace)
            .OpenType(owner.Type, " : global::ImageAttach.IImageOwner");
        foreach (string members in owner.Members)
            writer.Block(members).Block("");
        return writer.Block($$"""
            {{CodeWriter.GeneratedCode}}
            global::System.Collections.Generic.IReadOnlyList<global::ImageAttach.IImageSets> global::ImageAttach.IImageOwner.ImageSets => [{{string.Join(", ", owner.Properties)}}];
            """)
            .Close();
    }
}
