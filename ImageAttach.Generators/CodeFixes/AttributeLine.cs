using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Puts an attribute above a property; comments above stay above.</summary>
internal static class AttributeLine
{
    public static PropertyDeclarationSyntax Add(PropertyDeclarationSyntax property, NameSyntax attribute)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(attribute)));
        SyntaxTriviaList before = property.GetLeadingTrivia();
        return property.WithoutLeadingTrivia()
            .WithAttributeLists(property.WithoutLeadingTrivia().AttributeLists.Insert(0, list))
            .WithLeadingTrivia(before);
    }
}
