using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Puts an attribute above a property; comments above stay above.</summary>
internal static class AttributeLine
{
    public static PropertyDeclarationSyntax Add(PropertyDeclarationSyntax property, string attribute)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(
            SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName(attribute))));
        SyntaxTriviaList before = property.GetLeadingTrivia();
        return property.WithoutLeadingTrivia()
            .WithAttributeLists(property.WithoutLeadingTrivia().AttributeLists.Insert(0, list))
            .WithLeadingTrivia(before)
            .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
    }
}
