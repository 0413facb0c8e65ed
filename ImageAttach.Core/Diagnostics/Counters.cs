using System.Diagnostics.Metrics;

namespace ImageAttach.Diagnostics;

/// <summary>What is counted, under the meter <c>ImageAttach</c>. Of no cost where nobody listens.</summary>
internal static class Counters
{
    /// <summary>The meter, also for what packages on top of this one count.</summary>
    public static readonly Meter Meter = new("ImageAttach");

    public static readonly Counter<long> OriginalsAttached =
        Meter.CreateCounter<long>("imageattach.originals.attached", "{image}", "Pictures attached, whatever becomes of the transaction around it.");

    public static readonly Counter<long> ThumbnailsMade =
        Meter.CreateCounter<long>("imageattach.thumbnails.made", "{image}", "Thumbnails drawn; those found already there don't count.");

    public static readonly Counter<long> FilesPut = Meter.CreateCounter<long>("imageattach.files.put", "{file}", "Files that stores took.");

    public static readonly Counter<long> FilesRemoved = Meter.CreateCounter<long>("imageattach.files.removed", "{file}", "Files removed after a transaction's end.");

    public static readonly Counter<long> FilesLeftBehind =
        Meter.CreateCounter<long>("imageattach.files.left_behind", "{file}", "Files that could not be removed; they stay until the store is swept.");

    public static readonly Counter<long> FilesKept =
        Meter.CreateCounter<long>("imageattach.files.kept", "{file}", "Files kept because a row names them, or it isn't known whether one does.");

    public static readonly Counter<long> SweepExamined = Meter.CreateCounter<long>("imageattach.sweep.examined", "{file}", "Files that sweeps looked at.");

    public static readonly Counter<long> SweepRemoved = Meter.CreateCounter<long>("imageattach.sweep.removed", "{file}", "Files without a row that sweeps removed.");

    public static readonly Counter<long> SweepFailed = Meter.CreateCounter<long>("imageattach.sweep.failed", "{file}", "Files that sweeps could not remove.");
}
