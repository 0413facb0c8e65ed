using ImageAttach.Generators.Parsing;

namespace ImageAttach.Generators.Model;

/// <summary>A type of the user's that generated code completes.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="Declaration">What its partial part begins with, such as <c>partial class UserPicture</c>.</param>
/// <param name="Containers">The partial declarations of the types around it, the outermost first.</param>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="FlatName">Its name with those of its containers, as one identifier.</param>
/// <param name="IsRecord">Whether it is a record, whose copies share private fields.</param>
internal sealed record TypeModel(
    string Namespace, string Name, string Declaration, EquatableArray<string> Containers, string FullName, string FlatName, bool IsRecord)
{
    /// <summary>The file that generated code for this type goes to.</summary>
    public string HintName => (Namespace.Length == 0 ? FlatName : $"{Namespace}.{FlatName}").Replace("@", "") + ".ImageAttach.g.cs";

    /// <summary>
    /// The namespace of generated types that serve this one. It never contains another: in <c>Shop</c>, a namespace <c>Shop.Type</c> would hide
    /// <c>System.Type</c>.
    /// </summary>
    public string GeneratedNamespace => Namespace.Length == 0 ? "ImageAttach.Generated" : "ImageAttach.Generated." + Names.Escape(Namespace.Replace("@", "").Replace('.', '_'));
}
