namespace ImageAttach;

/// <summary>What a sweep may remove.</summary>
public sealed class SweepOptions
{
    /// <summary>
    /// How long ago a file must have been put, or replaced where the store keeps replaced files; default: 24 hours. Longer than any transaction that puts
    /// files takes. A store's <see cref="IImageStore.KeepReplacedFor"/> counts when it is longer, and so do the ten minutes of a database that may lose its commits.
    /// </summary>
    /// <remarks>A transaction that takes longer fails at its commit, unless this is less than an hour: commits don't look for files that were put since. At 0 the transactions that others have open aren't asked for either.</remarks>
    public TimeSpan OlderThan { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Whether to remove nothing, and only say what would go; default: no.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether more than a tenth of the files may go; default: no. Fewer than 20 may always go.</summary>
    public bool AllowMassDeletion { get; init; }

    /// <inheritdoc cref="AllowMassDeletion"/>
    [Obsolete("Use AllowMassDeletion.")]
    public bool AllowMany
    {
        get => AllowMassDeletion;
        init => AllowMassDeletion = value;
    }

    /// <summary>
    /// Whether to sweep a store that isn't known to belong to this database, and claim it for this one; default: no. For a database that
    /// has moved or was restored, never for a copy.
    /// </summary>
    public bool AdoptStore { get; init; }

    /// <inheritdoc cref="AdoptStore"/>
    [Obsolete("Use AdoptStore.")]
    public bool TakeOver
    {
        get => AdoptStore;
        init => AdoptStore = value;
    }

    /// <summary>
    /// Whether files stay that a row of an image table may name that isn't among the tables given, in any schema; default: yes. The role must be able to
    /// read those tables then. Set it to false only when none of them has files in the store.
    /// </summary>
    public bool CheckOtherTables { get; init; } = true;

    /// <summary>The clock; default: the machine's.</summary>
    public TimeProvider TimeProvider { get; init; } = ImageAttachSettings.Current.Clock;
}
