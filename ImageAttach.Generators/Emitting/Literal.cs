using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Generators.Emitting;

/// <summary>Texts as C# writes them.</summary>
internal static class Literal
{
    public static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The text in a documentation comment.</summary>
    public static string InXml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
