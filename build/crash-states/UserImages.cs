using System.Collections.Immutable;

namespace CrashStates;

/// <summary>What all users have: the hash of each original, and the widths of the images.</summary>
internal sealed class UserImages
{
    /// <summary>No user has any.</summary>
    public static readonly UserImages None = new(ImmutableSortedDictionary<string, string>.Empty);

    private readonly ImmutableSortedDictionary<string, string> _byUser;

    private UserImages(ImmutableSortedDictionary<string, string> byUser) => _byUser = byUser;

    /// <summary>Returns what users have once some of them have something else.</summary>
    /// <param name="changes">A user and the new images each, such as <c>1=3f…:30+60</c>.</param>
    public UserImages With(IEnumerable<string> changes)
    {
        ImmutableSortedDictionary<string, string> byUser = _byUser;
        foreach (string[] change in changes.Select(change => change.Split('=')))
            byUser = change[1] == Subject.Nothing ? byUser.Remove(change[0]) : byUser.SetItem(change[0], change[1]);
        return new(byUser);
    }

    public override string ToString() => string.Join(' ', _byUser.Select(user => $"{user.Key}={user.Value}"));
}
