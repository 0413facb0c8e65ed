using System.Collections.Frozen;
using System.Data.Common;
using System.Runtime.CompilerServices;
using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.Stores;
using ImageAttach.Transactions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ImageAttach;

/// <summary>Everything that an application sets once: stores, databases, codecs, limits, how much is decoded at once, hooks, clock, and logging. Immutable.</summary>
/// <remarks>
/// <para>Create one when the program starts, keep it, and make it current with <see cref="Use"/>. Applications with different settings can run in one
/// process. In a web application <c>AddImageAttach</c> creates it, and requests run with it.</para>
/// <para>Settings flow with async calls, as <see cref="StoreContext"/> does. A thread that you start yourself inherits none.</para>
/// </remarks>
/// <example>
/// <code>
/// ImageAttachSettings settings = new() { Store = store, Codecs = [new SvgCodec()], MaxParallelDecodes = 2 };
/// using (settings.Use())
///     await user.Picture.FromFileAsync(db, file);
/// </code>
/// </example>
public sealed record ImageAttachSettings : IStoreSettings, IDatabaseSettings
{
    private readonly ImagingConcurrency _concurrency = new();
    private ImagingEngine? _engine;

    /// <summary>Creates settings with the defaults.</summary>
    public ImageAttachSettings()
    {
    }

    // A copy has the same engine, until it sets what the engine depends on. What runs is counted together, unless the copy sets a maximum of its own.
    private ImageAttachSettings(ImageAttachSettings original)
    {
        (Store, NamedStores, Databases) = (original.Store, original.NamedStores, original.Databases);
        (Codecs, Limits, _concurrency) = (original.Codecs, original.Limits, original._concurrency);
        (StoreTimeout, ChecksCommitDurability) = (original.StoreTimeout, original.ChecksCommitDurability);
        (Hooks, HookTimeout) = (original.Hooks, original.HookTimeout);
        _engine = original._engine;
        (Clock, LoggerFactory, Logger) = (original.Clock, original.LoggerFactory, original.Logger);
        Services = original.Services;
    }

    /// <summary>Gets the settings that apply where no others are current: no store, no further codecs, and default limits.</summary>
    public static ImageAttachSettings Default { get; } = new();

    /// <summary>Gets the current settings.</summary>
    public static ImageAttachSettings Current => StoreContext.Settings as ImageAttachSettings ?? Default;

    /// <summary>Gets the store that is current with the settings. Default: none, and the one of the context around stays current.</summary>
    public IImageStore? Store { get; init; }

    /// <summary>Gets the stores that image types choose by <see cref="ImageEntityAttribute.Store"/>, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, IImageStore> NamedStores
    {
        get;
        init => field = value.ToFrozenDictionary(StringComparer.Ordinal);
    } = FrozenDictionary<string, IImageStore>.Empty;

    /// <summary>
    /// Gets the databases behind types of connections that ImageAttach doesn't know: those of a database of your own, or ones that wrap others to trace
    /// them. Default: none. Those of Microsoft.Data.Sqlite, MySqlConnector and Npgsql are known, and so is what derives from them.
    /// </summary>
    /// <remarks>
    /// Types that derive from one given here aren't included. Image operations pass a connection its own commands and transactions, and no others.
    /// </remarks>
    /// <exception cref="ArgumentException">A key doesn't derive from <see cref="DbConnection"/>.</exception>
    public IReadOnlyDictionary<Type, ImageDatabase> Databases
    {
        get;
        init => field = Check(value).ToFrozenDictionary();
    } = FrozenDictionary<Type, ImageDatabase>.Empty;

    /// <summary>Gets codecs for further media types, or instead of ImageAttach's own. Default: none.</summary>
    /// <remarks>Where two read the same media type, the later one does. Thumbnails of their originals are PNG, unless another format is given.</remarks>
    public IReadOnlyList<IImageCodec> Codecs
    {
        get;
        init => (field, _engine) = ([.. value], null);
    } = [];

    /// <summary>Gets the limits of originals, which apply where a call gives no others. Default: <see cref="ImageLimits.Default"/>.</summary>
    public ImageLimits Limits
    {
        get;
        init => (field, _engine) = (value, null);
    } = ImageLimits.Default;

    /// <summary>Gets how many originals are read into memory and decoded at once; others wait in turn. Default: the number of processors.</summary>
    /// <remarks>A copy made by <c>with</c> counts together with its original, unless it sets a maximum of its own.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int MaxParallelDecodes
    {
        get => _concurrency.MaxParallel;
        init => (_concurrency, _engine) = (new(value), null);
    }

    /// <summary>Gets what runs before an original is accepted and after it is committed: a virus scan, a search index, and so on. Default: nothing.</summary>
    public IReadOnlyList<IAttachmentHook> Hooks
    {
        get;
        init => field = [.. value];
    } = [];

    /// <summary>Gets how long a hook may take after a commit, before the caller stops waiting for it. Default: 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">0 or below, or longer than <see cref="int.MaxValue"/> milliseconds.</exception>
    public TimeSpan HookTimeout
    {
        get;
        init => field = value > TimeSpan.Zero && value.TotalMilliseconds <= int.MaxValue
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "HookTimeout must be above 0, and at most int.MaxValue milliseconds.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the clock, by which images get their times, and replaced files their delay. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets where ImageAttach logs to, under the category <c>ImageAttach</c>. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory
    {
        get;
        init => (field, Logger) = (value, value.CreateLogger("ImageAttach"));
    } = NullLoggerFactory.Instance;

    /// <summary>Gets the application's services, where integrations find their own. Set by <c>AddImageAttach</c>. Default: none.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>How long the end of a transaction waits for its stores: to remove files, and to check files that were put long ago.</summary>
    internal TimeSpan StoreTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether databases are asked if their commits are durable. Off only in build/crash-states, which shows what is lost then.</summary>
    internal bool ChecksCommitDurability { get; init; } = true;

    /// <summary>The logger of the category <c>ImageAttach</c>.</summary>
    internal ILogger Logger { get; private init; } = NullLogger.Instance;

    /// <summary>Gets the engine that reads image files with these codecs and limits.</summary>
    public ImagingEngine Engine => _engine ?? Interlocked.CompareExchange(
        ref _engine, new(new ImagingOptions { Codecs = Codecs, Limits = Limits, Concurrency = _concurrency }), null) ?? _engine;

    /// <summary>Makes the settings and their stores current until the result is disposed of.</summary>
    /// <returns>What restores the context as it was before.</returns>
    public IDisposable Use() => StoreContext.UseSettings(this);

    /// <summary>Makes the settings current for work that began with them and goes on wherever it is called.</summary>
    /// <returns>What restores the context; null where they are current already.</returns>
    internal IDisposable? Resume() => ReferenceEquals(Current, this) ? null : Use();

    /// <summary>Whether both are the same instance.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ImageAttachSettings? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private static IReadOnlyDictionary<Type, ImageDatabase> Check(IReadOnlyDictionary<Type, ImageDatabase> databases) =>
        databases.Keys.FirstOrDefault(type => !type.IsAssignableTo(typeof(DbConnection))) is { } other
            ? throw new ArgumentException($"{other} isn't a connection type. The keys of ImageAttachSettings.Databases must derive from DbConnection.", nameof(databases))
            : databases;
}
