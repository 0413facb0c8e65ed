using System.Text;
using System.Xml;

namespace ImageAttach.Vector.Svg;

/// <summary>Copies a drawing without what only editors read.</summary>
internal static class SvgMetadata
{
    private const string SvgNamespace = "http://www.w3.org/2000/svg";
    private const string XmlnsNamespace = "http://www.w3.org/2000/xmlns/";

    // Elements and attributes of other namespaces are never displayed.
    private static readonly HashSet<string> KeptNamespaces =
    [
        "",
        SvgNamespace,
        "http://www.w3.org/1999/xhtml",
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/XML/1998/namespace",
    ];

    /// <exception cref="ImageFormatException">The drawing is not well-formed XML, or an image in it is broken.</exception>
    public static void Remove(Stream file, Stream destination)
    {
        // External entities and document types are never fetched. Entities of the drawing itself are replaced by their text, up to a limit.
        XmlReaderSettings reading = new()
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = null,
            MaxCharactersFromEntities = 1 << 20,
            IgnoreComments = true,
        };
        XmlWriterSettings writing = new() { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize };
        try
        {
            using XmlReader reader = XmlReader.Create(file, reading);
            using XmlWriter writer = XmlWriter.Create(destination, writing);
            while (!reader.EOF)
                CopyNode(reader, writer);
        }
        catch (XmlException fault)
        {
            throw new ImageFormatException($"The {MediaType.Svg} file is not well-formed XML: {fault.Message} Save it again, or attach another.", fault);
        }
    }

    private static void CopyNode(XmlReader reader, XmlWriter writer)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element when IsMetadata(reader):
                reader.Skip();
                return;
            case XmlNodeType.Element:
                CopyElement(reader, writer);
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                break;
            case XmlNodeType.CDATA:
                writer.WriteCData(reader.Value);
                break;
            case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when reader.Depth > 0:
                writer.WriteString(reader.Value);
                break;
            case XmlNodeType.ProcessingInstruction when reader.Name == "xml-stylesheet":
                writer.WriteProcessingInstruction(reader.Name, reader.Value);
                break;
        }

        reader.Read();
    }

    private static bool IsMetadata(XmlReader reader) =>
        !KeptNamespaces.Contains(reader.NamespaceURI) || reader is { LocalName: "metadata", NamespaceURI: SvgNamespace };

    private static void CopyElement(XmlReader reader, XmlWriter writer)
    {
        bool isEmpty = reader.IsEmptyElement;
        writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        while (reader.MoveToNextAttribute())
        {
            if (KeptNamespaces.Contains(reader.NamespaceURI == XmlnsNamespace ? reader.Value : reader.NamespaceURI))
                writer.WriteAttributeString(reader.Prefix, reader.LocalName, reader.NamespaceURI, AttributeValue(reader));
        }

        reader.MoveToElement();
        if (isEmpty)
            writer.WriteEndElement();
    }

    private static string AttributeValue(XmlReader reader) =>
        reader.LocalName == "href" ? EmbeddedImage.RemoveMetadata(reader.Value) : reader.Value;
}
