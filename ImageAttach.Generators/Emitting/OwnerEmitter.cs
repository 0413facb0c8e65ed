using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace ImageAttach.Generators.Emitting;

/// <summary>Lets an owner name all of its image sets, so that none is forgotten when it is removed.</summary>
internal static class OwnerEmitter
{
    // No property can be called that, so no attachment's file is.
    public static string HintName(TypeModel owner) => owner.HintName.Replace(".ImageAttach.g.cs", ".image-sets.ImageAttach.g.cs");

    public static SourceText Emit(OwnerModel owner) => new CodeWriter()
        .Head($"All image sets of {owner.Type.Name}.")
        .Namespace(owner.Type.Namespace)
        .OpenType(owner.Type, " : global::ImageAttach.IImageOwner")
        .Block($"""
            {CodeWriter.GeneratedCode}
            global::System.Collections.Generic.IReadOnlyList<global::ImageAttach.IImageSets> global::ImageAttach.IImageOwner.ImageSets => [{string.Join(", ", owner.Properties)}];
            """)
        .Close();
}
