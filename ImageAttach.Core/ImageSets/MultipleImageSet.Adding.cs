using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ImageAttach.Databases;
using ImageAttach.Diagnostics;
using ImageAttach.ImageSets;
using ImageAttach.Imaging;
using ImageAttach.Transactions;

namespace ImageAttach;

[SuppressMessage("ApiDesign", "RS0026", Justification = "What is added distinguishes the two AddAsync.")]
public sealed partial class MultipleImageSet<TImage>
{
    /// <summary>Attaches an image as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The image, from the stream's position to its end. It need not seek, and stays open.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the image may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <returns>The new set, with its original loaded.</returns>
    /// <remarks>
    /// <para>The place is a number or a Guid in a key column that isn't part of the owner's key. In an integer column, it is one more than the
    /// highest number that the owner has, or 1. Without an integer column, it is a new Guid of version 7. The column may also have a type with
    /// one such value, such as <c>record struct PhotoNumber(int Value)</c>. Give the values of other key columns first:
    /// <c>GetImageSets(language: "en").AddAsync(…)</c>.</para>
    /// <para>Concurrent calls for one owner get different places, because each call waits until the transaction of the previous one ends. If you
    /// pass a transaction, commit it soon after adding.</para>
    /// </remarks>
    /// <exception cref="NotSupportedException">No key column can be chosen automatically, or others have to be given first.</exception>
    /// <exception cref="OwnerNotSavedException">The owner has no key yet. See <see cref="ImageAttachmentAttribute.AllowDefaultKey"/>.</exception>
    /// <exception cref="InvalidOperationException">The integer has no greater number.</exception>
    /// <exception cref="ImageFormatException">Empty, of no known or allowed type, broken, or cut short.</exception>
    /// <exception cref="ImageLimitException">Larger than a limit.</exception>
    /// <exception cref="StoreContextException">No store was given, and none is current.</exception>
    /// <exception cref="ImageStoreException">The store refused or failed.</exception>
    public Task<ImageSubset<TImage>> AddAsync(
        IDbConnection db,
        Stream file,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default) =>
        AddAsync(db, file, new() { Configure = configure, Store = store, Limits = limits, Transaction = transaction }, cancellationToken);

    /// <summary>Attaches an image as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="file">The image, from the stream's position to its end. It need not seek, and stays open.</param>
    /// <param name="options">Extra columns, store, limits, and transaction.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AddAsync(IDbConnection, Stream, Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public Task<ImageSubset<TImage>> AddAsync(
        IDbConnection db, Stream file, AttachOptions<TImage> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(file);
        if (!file.CanRead)
            throw new ArgumentException("The stream can't be read: it is closed, or open for writing only.", nameof(file));
        RequireOwner();
        IImageStore store = options.Store ?? StoreContext.For(_table.StoreName);
        return IntegerDiscriminator() is { } parameter
            ? AddToListAsync(Connections.RequireUsable(db), file, options, store, new(_table, parameter), cancellationToken)
            : AddWithGuidAsync(GuidDiscriminator());

        async Task<ImageSubset<TImage>> AddWithGuidAsync(string guidParameter)
        {
            Guid id = Guid.CreateVersion7();
            ImageSubset<TImage> added = Subset(() => _table.WithKey(NewImage(), guidParameter, id)!);
            await added.AttachAsync(db, file, options with { Store = store, Replace = true }, cancellationToken).ConfigureAwait(false);
            return added;
        }
    }

    /// <summary>Attaches an image that is in memory as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="blob">The image's bytes.</param>
    /// <param name="configure">Sets extra columns of the new row. Called again if another place has to be chosen. The key can't be changed.</param>
    /// <param name="store">The store to keep the file in; default: the current one.</param>
    /// <param name="limits">How large the image may be, and of which types; default: those of the current <see cref="ImageAttachSettings"/>.</param>
    /// <param name="transaction">The transaction to take part in; default: one of its own.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AddAsync(IDbConnection, Stream, Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public Task<ImageSubset<TImage>> AddAsync(
        IDbConnection db,
        byte[] blob,
        Action<TImage>? configure = null,
        IImageStore? store = null,
        ImageLimits? limits = null,
        ImageTransaction? transaction = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return AddAsync(db, new MemoryStream(blob, writable: false), configure, store, limits, transaction, cancellationToken);
    }

    /// <summary>Attaches an image that is in memory as a new set, in the next place that is free. Nothing is ever replaced.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again.</param>
    /// <param name="blob">The image's bytes.</param>
    /// <param name="options">Extra columns, store, limits, and transaction.</param>
    /// <param name="cancellationToken">Stops the work, until the commit is sent.</param>
    /// <inheritdoc cref="AddAsync(IDbConnection, Stream, Action{TImage}, IImageStore, ImageLimits, ImageTransaction, CancellationToken)" path="/returns|/remarks|/exception"/>
    public Task<ImageSubset<TImage>> AddAsync(
        IDbConnection db, byte[] blob, AttachOptions<TImage> options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(blob);
        return AddAsync(db, new MemoryStream(blob, writable: false), options, cancellationToken);
    }

    private async Task<ImageSubset<TImage>> AddToListAsync(
        DbConnection connection, Stream content, AttachOptions<TImage> options, IImageStore store, SetList<TImage> list, CancellationToken cancellationToken)
    {
        options.Transaction?.CheckFor(connection);
        using Activity? activity = Activities.Start("ImageAttach.Attach", _table.ObjectType);
        OriginalFile<TImage> file = await OriginalFile<TImage>.ReadAsync(
            _table, content, options.Configure, options.Limits ?? ImageAttachSettings.Current.Limits, cancellationToken).ConfigureAwait(false);
        await using (file.ConfigureAwait(false))
        {
            Addition<TImage> addition = new(list, connection, file, store, NewImage());
            TImage image = await addition.RunAsync(options.Transaction, WholeOwnerKey, SetLoaded, cancellationToken).ConfigureAwait(false);
            Counters.OriginalsAttached.Add(1);
            return SetOf(image);
        }

        void SetLoaded(TImage image, FileLedger ledger) => SetOf(image).SetLoaded([image], ledger);
    }

    private string? IntegerDiscriminator() => Automatic(parameter => _table.WithKey(NewImage(), parameter, SetList<TImage>.FirstPlace) is not null);

    private string GuidDiscriminator() => Automatic(parameter => _table.WithKey(NewImage(), parameter, Guid.CreateVersion7()) is not null) ?? throw new NotSupportedException(
        $"No set can be added to {Name}, because none of the key columns that distinguish its sets holds an integer or a Guid. Choose the set with GetImageSet, and attach to it.");

    private string? Automatic(Func<string, bool> isAutomatic)
    {
        string[] discriminators = [.. _table.Definition.KeyColumns.Select(column => column.Parameter).Except(_ownerKey)];
        string? automatic = discriminators.LastOrDefault(isAutomatic);
        if (automatic is null || discriminators.Length == 1)
            return automatic;
        throw new NotSupportedException(
            $"No set can be added to {Name} before the other key columns are given: {string.Join(", ", discriminators.Where(other => other != automatic))}. " +
            "Give them with the generated GetImageSets, and add to what it returns.");
    }
}
