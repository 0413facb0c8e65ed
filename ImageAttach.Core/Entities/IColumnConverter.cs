namespace ImageAttach;

/// <summary>Converts the values of a type to what a column holds, and back. Name the class in a <see cref="ColumnConverterAttribute"/>.</summary>
/// <typeparam name="TValue">The property's type, without <c>?</c>. A null value is the database's null and isn't converted.</typeparam>
/// <typeparam name="TStored">What the column holds: a number, <c>bool</c>, <c>string</c>, <c>byte[]</c>, <c>Guid</c> or a date or time.</typeparam>
/// <remarks>
/// <para>Generated code calls both methods by their names, so implement them as <c>public static</c>. Nothing is created or found at run time.</para>
/// <para>
/// For a property with <c>[Key]</c>, equal values must give equal stored values, and different values different ones, now and in later versions:
/// rows are found, and files are named, by what is stored.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// internal sealed class MoneyConverter : IColumnConverter&lt;Money, decimal&gt;
/// {
///     public static decimal ToStored(Money value) =&gt; value.Amount;
///     public static Money FromStored(decimal stored) =&gt; new(stored, "EUR");
/// }
/// </code>
/// </example>
public interface IColumnConverter<TValue, TStored>
{
    /// <summary>Gets what the column holds for a value.</summary>
    /// <param name="value">The value; never null.</param>
    static abstract TStored ToStored(TValue value);

    /// <summary>Gets the value back.</summary>
    /// <param name="stored">What the column holds; never null.</param>
    static abstract TValue FromStored(TStored stored);
}
