using System.Xml;
using System.Xml.Linq;

namespace ImageAttach.Stores.S3;

/// <summary>Gives listings the XML namespace of Amazon's. The SDK overlooks all elements of another one, as Google's answers have, and so lists nothing.</summary>
internal static class S3AnswerNamespace
{
    private static readonly XNamespace Amazon = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Rewrites an answer that is in memory, if it is a listing in another namespace.</summary>
    public static async Task NormalizeAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength is 0)
            return;
        using MemoryStream body = new(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false), writable: false);
        if (TryReadForeignListing(body) is not { } listing)
            return;
        foreach (XElement element in listing.DescendantsAndSelf())
        {
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration).Remove();
            element.Name = Amazon + element.Name.LocalName;
        }

        response.Content = new StringContent(listing.ToString(SaveOptions.DisableFormatting));
    }

    private static XElement? TryReadForeignListing(Stream body)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(body, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return reader.MoveToContent() == XmlNodeType.Element && reader.LocalName is "ListBucketResult" or "ListMultipartUploadsResult" && reader.NamespaceURI != Amazon.NamespaceName
                ? XElement.Load(reader)
                : null;
        }
        catch (XmlException)
        {
            return null; // the SDK or the caller reports it
        }
    }
}
