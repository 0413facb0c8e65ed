using System.Collections.Immutable;
using ImageAttach.Transactions;

namespace ImageAttach;

/// <summary>The subsets of one owner that were given away, in the order of their keys: one object for each key, so that all see the same images.</summary>
internal sealed class SubsetRegistry<TImage>(IImageTable<TImage> table)
    where TImage : Image
{
    private readonly Lock _lock = new();

    public ImmutableArray<ImageSubset<TImage>> All { get; private set; } = [];

    /// <summary>The subset with a key; a new one if none was given away.</summary>
    public ImageSubset<TImage> GetOrAdd(Func<TImage> newImage, MultipleImageSet<TImage> sets)
    {
        object key = table.GetSetKey(newImage());
        lock (_lock)
        {
            if (All.FirstOrDefault(set => KeyOf(set).Equals(key)) is { } known)
                return known;
            ImageSubset<TImage> added = new(sets, newImage);
            All = Insert(All, added);
            return added;
        }
    }

    /// <summary>Notes the images of some sets: of those that have images, and that the others have none.</summary>
    /// <param name="sets">The sets.</param>
    /// <param name="images">Their images, set after set in the order of their keys.</param>
    /// <param name="ledger">The ledger of the transaction that sees them; null for what is committed.</param>
    public void SetLoaded(MultipleImageSet<TImage> sets, IEnumerable<TImage> images, FileLedger? ledger)
    {
        lock (_lock)
        {
            Dictionary<object, ImageSubset<TImage>> absent = All.Where(sets.Contains).DistinctBy(KeyOf).ToDictionary(KeyOf);
            ImmutableArray<ImageSubset<TImage>> others = [.. All.Except(absent.Values)];
            List<ImageSubset<TImage>> found = [];
            foreach (IGrouping<object, TImage> group in images.GroupBy(table.GetSetKey))
            {
                TImage first = group.First();
                if (!absent.Remove(group.Key, out ImageSubset<TImage>? set))
                    set = new(sets, () => table.CopyKey(first));
                set.SetLoaded(group, ledger);
                found.Add(set);
            }

            foreach (ImageSubset<TImage> set in absent.Values)
                set.SetLoaded([], ledger);

            // As the database orders them, which may be another order than ours.
            All = found.Count == 0 ? others : others.InsertRange(PlaceFor(found[0], others), found);
            All = absent.Values.Aggregate(All, Insert);
        }
    }

    private object KeyOf(ImageSubset<TImage> set) => table.GetSetKey(set.NewImage());

    private static ImmutableArray<ImageSubset<TImage>> Insert(ImmutableArray<ImageSubset<TImage>> sets, ImageSubset<TImage> added) =>
        sets.Insert(PlaceFor(added, sets), added);

    // Before the first set with a greater key.
    private static int PlaceFor(ImageSubset<TImage> added, ImmutableArray<ImageSubset<TImage>> sets)
    {
        TImage key = added.NewImage();
        int place = 0;
        while (place < sets.Length && Compare(sets[place].NewImage(), key) <= 0)
            place++;
        return place;
    }

    private static int Compare(TImage left, TImage right)
    {
        IReadOnlyDictionary<string, object> leftKey = left.IdentityMap, rightKey = right.IdentityMap;
        return left.IdentityAttributes.Select(name => Compare(leftKey[name], rightKey[name])).FirstOrDefault(order => order != 0);
    }

    // Texts by their bytes, as most databases compare keys.
    private static int Compare(object left, object right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (IComparable a, _) => a.CompareTo(right),
        _ => 0,
    };
}
