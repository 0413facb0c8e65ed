using System.ComponentModel.DataAnnotations;
using System.ComponentModel.DataAnnotations.Schema;
using System.Globalization;

namespace ImageAttach.Tests.Databases;

internal readonly record struct OrderId(Guid Value);

internal readonly record struct Counter(ulong Value);

internal sealed record Sku(string Value);

/// <summary>A single value under another name, without an equality of its own.</summary>
internal sealed class Shelfmark(long number)
{
    public long Number { get; } = number;
}

internal readonly record struct Money(decimal Amount, string Currency);

internal enum Season
{
    Spring,
    Autumn,
}

internal sealed class MoneyConverter : IColumnConverter<Money, string>
{
    public static string ToStored(Money value) => string.Create(CultureInfo.InvariantCulture, $"{value.Amount} {value.Currency}");

    public static Money FromStored(string stored) => new(decimal.Parse(stored.Split(' ')[0], CultureInfo.InvariantCulture), stored.Split(' ')[1]);
}

internal sealed class SeasonConverter : IColumnConverter<Season, string>
{
    public static string ToStored(Season value) => value.ToString();

    public static Season FromStored(string stored) => Enum.Parse<Season>(stored);
}

/// <summary>An owner whose key is of types that stand for one value.</summary>
internal sealed partial class Delivery
{
    [Key] public OrderId Order { get; set; }

    [Key] public Sku Sku { get; set; } = new("");

    [Key] public DateOnly Day { get; set; }

    [Key] public TimeOnly Slot { get; set; }

    [Key] public TimeSpan Wait { get; set; }

    [Key] public Ulid Batch { get; set; }

    [Key, ColumnConverter(typeof(SeasonConverter))] public Season Season { get; set; }

    public string Note { get; set; } = "";

    [ImageAttachment(ForeignKey = "Order, Sku, Day, Slot, Wait, Batch, Season")]
    public partial MultipleImageSet<DeliveryPhoto> Photos { get; }
}

/// <summary>A picture with a key and with columns of such types.</summary>
[ImageEntity]
internal sealed partial class DeliveryPhoto : Image
{
    [Key] public OrderId Order { get; set; }

    [Key, StringLength(40)] public Sku Sku { get; set; } = new("");

    [Key] public DateOnly Day { get; set; }

    [Key] public TimeOnly Slot { get; set; }

    [Key] public TimeSpan Wait { get; set; }

    [Key] public Ulid Batch { get; set; }

    [Key, MaxLength(10), ColumnConverter(typeof(SeasonConverter))] public Season Season { get; set; }

    [Key] public Shelfmark Place { get; set; } = new(0);

    [ColumnConverter(typeof(MoneyConverter))] public Money Price { get; set; }

    [ColumnConverter(typeof(MoneyConverter))] public Money? OldPrice { get; set; }

    public OrderId? Parent { get; set; }

    public Counter? Views { get; set; }

    public Sku? Other { get; set; }

    public DateOnly? Taken { get; set; }

    public TimeOnly? At { get; set; }

    public TimeSpan? Exposure { get; set; }

    public Ulid? Group { get; set; }

    [StringLength(20)] public string? Caption { get; set; }

    [StringLength(2000)] public string? Story { get; set; }

    [MaxLength(4)] public byte[]? Thumbprint { get; set; }

    [Column(TypeName = "varchar(7)", Order = 0)] public string? Color { get; set; }
}

/// <summary>An owner whose whole key is one such value.</summary>
internal sealed partial class Order
{
    public OrderId Id { get; set; }

    [ImageAttachment] public partial ImageSet<OrderScan> Scan { get; }
}

[ImageEntity]
internal sealed partial class OrderScan : Image
{
    [Key] public OrderId OrderId { get; set; }
}

[ImageEntity]
internal sealed partial class DayPhoto : Image
{
    [Key] public DateOnly Day { get; set; }
}

[ImageEntity]
internal sealed partial class SlotPhoto : Image
{
    [Key] public TimeOnly Slot { get; set; }
}

[ImageEntity]
internal sealed partial class WaitPhoto : Image
{
    [Key] public TimeSpan Wait { get; set; }
}

[ImageEntity]
internal sealed partial class UlidPhoto : Image
{
    [Key] public Ulid Id { get; set; }
}
