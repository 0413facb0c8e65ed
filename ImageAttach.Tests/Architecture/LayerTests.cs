namespace ImageAttach.Tests.Architecture;

/// <summary>The folders of Core form layers, and the projects do. Both are read from what was compiled.</summary>
public sealed class LayerTests
{
    // From top to bottom: each uses those below it.
    private static readonly string[] Layers =
        ["Operations", "ImageSets", "Transactions", "Settings", "Databases", "Stores", "Diagnostics", "Entities"];

    [Test]
    public void Each_folder_of_Core_uses_those_below_it_alone()
    {
        Dictionary<string, CompiledType> types = CompiledTypes.Read("ImageAttach.Core").ToDictionary(type => type.Name);
        Assert.That(types.Values.Select(type => type.Room).Distinct(), Is.SubsetOf(Layers), "Each type is in a layer.");
        string[] upward = [.. types.Values
            .SelectMany(type => type.Uses.Where(types.ContainsKey).Select(used => (From: type, To: types[used])))
            .Where(edge => Array.IndexOf(Layers, edge.To.Room) < Array.IndexOf(Layers, edge.From.Room))
            .Select(edge => $"{edge.From.Room} -> {edge.To.Room}: {edge.From.Name} uses {edge.To.Name}")];
        Assert.That(upward, Is.Empty);
    }
}
