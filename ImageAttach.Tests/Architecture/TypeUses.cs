using Mono.Cecil;
using Mono.Cecil.Cil;

namespace ImageAttach.Tests.Architecture;

/// <summary>Finds the types that a compiled type uses: in signatures, in code, as base, as attribute.</summary>
internal static class TypeUses
{
    /// <summary>Finds the outermost types of ImageAttach that a type uses, itself left out.</summary>
    public static IReadOnlySet<string> Find(TypeDefinition type) => AllOf(type)
        .SelectMany(Parts)
        .Select(Outermost)
        .Where(used => used.Namespace.StartsWith("ImageAttach", StringComparison.Ordinal))
        .Select(used => used.FullName)
        .Where(name => name != type.FullName)
        .ToHashSet();

    private static IEnumerable<TypeReference?> AllOf(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. ConstraintsOf(type),
        .. AttributesOf(type),
        .. type.Fields.SelectMany(field => AttributesOf(field).Prepend(field.FieldType)),
        .. type.Properties.SelectMany(property => AttributesOf(property).Prepend(property.PropertyType)),
        .. type.Methods.SelectMany(AllOf),
        .. type.NestedTypes.SelectMany(AllOf),
    ];

    private static IEnumerable<TypeReference?> AllOf(MethodDefinition method) =>
    [
        .. SignatureOf(method),
        .. ConstraintsOf(method),
        .. AttributesOf(method),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(instruction => OperandOf(instruction)) : [],
    ];

    private static IEnumerable<TypeReference?> OperandOf(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. SignatureOf(method), method.DeclaringType, .. method.GenericArguments],
        MethodReference method => [.. SignatureOf(method), method.DeclaringType],
        _ => [],
    };

    private static IEnumerable<TypeReference> SignatureOf(MethodReference method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType);

    private static IEnumerable<TypeReference> AttributesOf(ICustomAttributeProvider provider) =>
        provider.HasCustomAttributes ? provider.CustomAttributes.Select(attribute => attribute.AttributeType) : [];

    private static IEnumerable<TypeReference> ConstraintsOf(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType));

    // A constructed type is its definition and its arguments; an array, a reference or a modified type what it is made of.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType constructed => constructed.GenericArguments.SelectMany(Parts).Concat(Parts(constructed.ElementType)),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
