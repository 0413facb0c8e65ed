namespace ImageAttach;

/// <summary>Names the class that converts a property's values to what its column holds, and back.</summary>
/// <param name="converter">A class that implements <see cref="IColumnConverter{TValue, TStored}"/> for the property's type.</param>
/// <remarks>
/// On a property it is for that column; on a type, for all columns of that type. A type with a single value and a constructor that takes it, such as
/// <c>record struct OrderId(Guid Value)</c>, needs none.
/// </remarks>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Struct | AttributeTargets.Class | AttributeTargets.Enum, Inherited = false)]
public sealed class ColumnConverterAttribute(Type converter) : Attribute
{
    /// <summary>Gets the class that converts.</summary>
    public Type Converter { get; } = converter;
}
