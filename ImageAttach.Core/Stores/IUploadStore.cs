namespace ImageAttach;

/// <summary>A store that browsers can send files to by themselves, past the application. There they lie apart, as nobody's, until they are attached.</summary>
/// <remarks>
/// <para>Uploads that nobody attaches are removed by <see cref="IListableImageStore.RemoveUnfinishedAsync"/>, as a sweep calls it.</para>
/// <para>A signature of some servers, such as Azure's, can't include type and length. Check both before you use an upload, as attaching one does.</para>
/// </remarks>
public interface IUploadStore : IListableImageStore
{
    /// <summary>Gives an address that takes one file, of that type and length and no other.</summary>
    /// <param name="name">What the upload is called: letters and digits. Nobody else may know it or use it again.</param>
    /// <param name="mimeType">The type that it is sent with, and the only one that is accepted.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="validFor">How long the address is good for, 1 second to 7 days.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task<SignedUpload> SignUploadAsync(string name, string mimeType, long length, TimeSpan validFor, CancellationToken cancellationToken = default);

    /// <summary>Opens an upload for reading, from its first byte; null when there is none.</summary>
    /// <remarks>
    /// The stream has a length and never mixes two files. If the upload is removed or replaced while it is read, reading throws an
    /// <see cref="ImageUploadException"/>.
    /// </remarks>
    /// <param name="name">What the upload is called.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task<Stream?> OpenUploadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes an upload. Does nothing if it doesn't exist.</summary>
    /// <param name="name">What the upload is called.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ImageStoreException">The place refused or failed.</exception>
    Task DeleteUploadAsync(string name, CancellationToken cancellationToken = default);
}

/// <summary>How a file is to be sent.</summary>
/// <param name="Address">Where to. It is a secret: who has it can send the file.</param>
/// <param name="Method">The request's method: <c>PUT</c>.</param>
/// <param name="Headers">Headers that the request must have. A browser adds the length by itself.</param>
public sealed record SignedUpload(Uri Address, string Method, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The address without its signature, which has no place in a log.</summary>
    public override string ToString() => $"{Method} {Address.GetLeftPart(UriPartial.Path)}";
}
