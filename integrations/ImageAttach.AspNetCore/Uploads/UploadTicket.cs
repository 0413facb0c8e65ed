using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ImageAttach.Stores;
using ImageAttach.Transactions;

namespace ImageAttach.AspNetCore.Uploads;

/// <summary>What an upload is allowed to be. As text it is signed, and given to the browser to bring back.</summary>
/// <param name="Name">What the upload is called in the store.</param>
/// <param name="MimeType">The type that it was announced with.</param>
/// <param name="Length">The size that it was announced with, in bytes.</param>
/// <param name="Expires">When it ends, in seconds since 1970.</param>
internal sealed record UploadTicket(string Name, string MimeType, long Length, long Expires)
{
    public string Write(HmacSigner signer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(MimeType))}.{Length}.{Expires}.{signer.Sign(Canonical())}");

    /// <summary>The ticket that a text is; null when it isn't one that was written here.</summary>
    public static UploadTicket? Read(string text, HmacSigner signer)
    {
        if (text.Length > 500 || text.Split('.') is not [var name, var type, var length, var expires, var signed]
            || !TryParse(length, out long bytes) || !TryParse(expires, out long end) || !Base64Url.IsValid(type))
            return null;
        UploadTicket ticket = new(name, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(type)), bytes, end);
        return signer.Verify(ticket.Canonical(), signed) ? ticket : null;
    }

    // What is signed is read again from the text, and none of the parts that are signed here can hold a line's end.
    private string Canonical() => string.Create(CultureInfo.InvariantCulture, $"imageattach upload 1\n{Name}\n{MimeType}\n{Length}\n{Expires}");

    private static bool TryParse(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
