namespace ImageAttach.Operations;

/// <summary>The mark by which a store names the claim of its database.</summary>
/// <param name="Store">The claim's random name.</param>
/// <param name="Nonce">The text that each sweep changes.</param>
internal sealed record StoreMark(string Store, string Nonce)
{
    private const string Prefix = "imageattach";

    /// <summary>Creates a mark that no other store has.</summary>
    public static StoreMark Create() => new(NewName(), NewName());

    /// <summary>A random name.</summary>
    public static string NewName() => Guid.NewGuid().ToString("N");

    /// <summary>Reads a mark; null for a text that isn't one, such as those of version 0.1.</summary>
    public static StoreMark? Parse(string text) => text.Split(' ') is [Prefix, var store, var nonce] ? new(store, nonce) : null;

    /// <summary>The text that the store keeps.</summary>
    public override string ToString() => $"{Prefix} {Store} {Nonce}";
}
