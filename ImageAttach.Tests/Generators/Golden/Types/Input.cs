using System;
using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using ImageAttach;

namespace Depot;

public readonly record struct OrderId(Guid Value);
public sealed record Sku(string Code);
public readonly record struct Money(decimal Amount, string Currency);

public sealed class MoneyConverter : IColumnConverter<Money, string>
{
    public static string ToStored(Money value) => $"{value.Amount} {value.Currency}";
    public static Money FromStored(string stored) => new(decimal.Parse(stored.Split(' ')[0]), stored.Split(' ')[1]);
}

public partial class Order
{
    public OrderId Id { get; set; }
    [ImageAttachment] public partial MultipleImageSet<OrderScan> Scans { get; }
}

[ImageEntity]
public partial class OrderScan : Image
{
    [Key] public OrderId OrderId { get; set; }
    [Key] public DateOnly Day { get; set; }
    [Key, StringLength(40)] public Sku Sku { get; set; } = new("");
    public TimeOnly? At { get; set; }
    public TimeSpan Wait { get; set; }
    [ColumnConverter(typeof(MoneyConverter))] public Money? Price { get; set; }
    [MaxLength(2000)] public string? Note { get; set; }
    [Column(TypeName = "varchar(7)", Order = 1)] public string Color { get; set; } = "";
}
