using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageAttach.Generators.CodeFixes;

/// <summary>Puts an attribute above a property or field; comments above stay above.</summary>
internal static class AttributeLine
{
    public static TMember Add<TMember>(TMember member, NameSyntax attribute)
        where TMember : MemberDeclarationSyntax
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(attribute)));
        TMember bare = member.WithoutLeadingTrivia();
        return (TMember)bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(member.GetLeadingTrivia());
    }
}
