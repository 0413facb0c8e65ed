using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace ImageAttach.Generators.Diagnostics;

/// <summary>Checks calls that add an image set: one of its key columns is chosen automatically, and the others have to be given.</summary>
internal static class AddCallCheck
{
    public static void Run(OperationAnalysisContext context)
    {
        IInvocationOperation call = (IInvocationOperation)context.Operation;
        if (ReceiverOf(call) is not { Type: INamedTypeSymbol sets } receiver
            || !sets.IsNamed(AttachmentParser.MultipleImageSet)
            || sets.TypeArguments[0] is not INamedTypeSymbol image
            || MethodFor(image) is not { } getImageSet)
            return;
        IParameterSymbol[] key = [.. getImageSet.Parameters.Skip(1)];
        if (FaultOf(key, receiver, context.Compilation.Assembly) is { } fault)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.NoAutomaticKey, NameOf(call.Syntax).GetLocation(), receiver.Syntax.ToString(), fault));
    }

    // AddAsync and its extensions, such as AddFromUrlAsync.
    private static IOperation? ReceiverOf(IInvocationOperation call) =>
        call.TargetMethod.Name is not ("AddAsync" or "AddFromUrlAsync" or "AddFromDataUriAsync" or "AddFromUploadAsync") ? null
        : call.Instance ?? (call.TargetMethod.IsExtensionMethod ? WithoutConversion(call.Arguments.FirstOrDefault()?.Value) : null);

    private static IOperation? WithoutConversion(IOperation? operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation;

    // Its parameters are the key columns that aren't the owner's.
    private static IMethodSymbol? MethodFor(INamedTypeSymbol image) => image.ContainingNamespace
        .GetTypeMembers(SubsetEmitter.TypeName(TypeParser.Parse(image, Descriptors.NotPartial, new DiagnosticBag())), 0)
        .SelectMany(type => type.GetMembers(SubsetEmitter.MethodName))
        .OfType<IMethodSymbol>()
        .FirstOrDefault();

    private static string? FaultOf(IParameterSymbol[] key, IOperation receiver, IAssemblySymbol from)
    {
        IParameterSymbol? automatic = key.LastOrDefault(part => ConversionParser.IsInteger(part.Type, from))
            ?? key.LastOrDefault(part => ConversionParser.IsGuid(part.Type, from));
        if (automatic is null)
            return "none of the key columns that distinguish its sets is an integer or a Guid; choose the set with GetImageSet, and attach to it";

        // Elsewhere the others may have been given already.
        string[] others = [.. key.Where(part => !SymbolEqualityComparer.Default.Equals(part, automatic)).Select(part => part.Name)];
        return others.Length > 0 && receiver is IPropertyReferenceOperation { Property: var property } && property.FindAttribute(SymbolExtensions.ImageAttachment) is not null
            ? $"give the other key columns ({string.Join(", ", others)}) to GetImageSets, and add to what it returns"
            : null;
    }

    private static SyntaxNode NameOf(SyntaxNode call) => (call as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax member => member.Name,
        _ => call,
    };
}
