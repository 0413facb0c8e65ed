using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using ImageAttach.Databases;
using ImageAttach.Imaging;
using ImageAttach.Operations;

namespace ImageAttach;

/// <summary>Looks whether every row has its file. Repairs nothing.</summary>
public static class ImageVerifier
{
    /// <summary>Reads all rows, one by one, and looks at the file of each.</summary>
    /// <param name="db">The connection. A closed one is opened, and closed again. It is busy until the end.</param>
    /// <param name="tables">The tables: <c>ImageEntities.All</c>.</param>
    /// <param name="store">The store that has the files; default: for each table the current one, by its name where [ImageEntity] has one.</param>
    /// <param name="options">How closely to look; default: at length and type.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <remarks>
    /// Rows of SQLAlchemy-ImageAttach note neither length nor hash: of theirs the type alone is compared. A picture that is replaced while
    /// its row is read may be told as missing; look again.
    /// </remarks>
    /// <exception cref="StoreContextException">No store was given, and for a table none is current.</exception>
    /// <exception cref="ImageTableException">A table is missing or isn't as declared.</exception>
    /// <exception cref="ImageStoreException">The store failed in another way than not having a file.</exception>
    public static async Task<VerifyReport> VerifyAsync(
        IDbConnection db, IEnumerable<IImageTable> tables, IImageStore? store = null, VerifyOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tables);
        DbConnection connection = Connections.RequireUsable(db);
        (IImageTable Table, IImageStore Store)[] stored = [.. tables.Select(table => (table, store ?? StoreContext.For(table.StoreName)))];
        bool checkHashes = options?.CheckHashes ?? false;
        VerifyReportBuilder report = new();
        IAsyncDisposable open = await Connections.OpenForAsync(connection, cancellationToken).ConfigureAwait(false);
        await using (open.ConfigureAwait(false))
        {
            foreach ((IImageTable table, IImageStore from) in stored)
            {
                await foreach (Image image in TableRows.ReadAsync(table, connection, revisions: null, cancellationToken).ConfigureAwait(false))
                    report.Add(image, await FindProblemAsync(table, image, from, checkHashes, cancellationToken).ConfigureAwait(false));
                foreach (VerifyProblem ownerless in await OwnerlessSets.FindAsync(table, connection, cancellationToken).ConfigureAwait(false))
                    report.Add(ownerless);
            }
        }

        return report.ToReport();
    }

    private static async Task<VerifyProblem?> FindProblemAsync(
        IImageTable table, Image image, IImageStore store, bool checkHashes, CancellationToken cancellationToken)
    {
        try
        {
            Stream file = await store.OpenAsync(image.Key, cancellationToken).ConfigureAwait(false);
            await using (file.ConfigureAwait(false))
                return await CompareAsync(file).ConfigureAwait(false);
        }
        catch (ImageFileNotFoundException)
        {
            return Problem(VerifyProblemKind.Missing, "the file is missing");
        }

        async Task<VerifyProblem?> CompareAsync(Stream file)
        {
            byte[] head = new byte[FileSignature.MaxLength];
            int read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(head, 0, read);
            bool readsOn = checkHashes || (image.Length is not null && !file.CanSeek);
            long length = readsOn ? read + await ReadOnAsync(file, hash, cancellationToken).ConfigureAwait(false) : file.CanSeek ? file.Length : read;
            if (image.Length is { } noted && length != noted)
                return Problem(VerifyProblemKind.WrongLength, FormattableString.Invariant($"the file has {length:N0} bytes instead of {noted:N0}"));
            if (checkHashes && image.Sha256 is { } sha256 && Convert.ToHexStringLower(hash.GetHashAndReset()) != sha256)
                return Problem(VerifyProblemKind.WrongHash, "the file's bytes aren't those that were put");
            string? type = FileSignature.TypeOf(head.AsSpan(0, read));
            return type == image.MimeType || !ImageAttachSettings.Current.Engine.MediaTypes.Contains(image.MimeType) ? null : Problem(VerifyProblemKind.WrongType, $"the file is {type ?? "no picture"} instead of {image.MimeType}");
        }

        VerifyProblem Problem(VerifyProblemKind kind, string detail) =>
            new() { Table = table.QualifiedName, Key = image.Key, Kind = kind, Detail = detail };
    }

    private static async Task<long> ReadOnAsync(Stream file, IncrementalHash hash, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[81_920];
        long length = 0;
        int read;
        while ((read = await file.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            length += read;
        }

        return length;
    }
}
