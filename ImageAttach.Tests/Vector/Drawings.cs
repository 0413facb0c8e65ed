using System.Globalization;
using System.Text;
using SkiaSharp;

namespace ImageAttach.Tests.Vector;

/// <summary>SVG and PDF files made on the spot, the same for the same arguments.</summary>
internal static class Drawings
{
    private static readonly SKColor Red = new(200, 30, 30);

    /// <summary>A drawing of 90 by 90 units: its left half red and half transparent, and a disc whose colour depends on the seed.</summary>
    public static byte[] Svg(int width = 450, int height = 450, int seed = 0) => Svg(
        FormattableString.Invariant($"width='{width}' height='{height}' viewBox='0 0 90 90'"),
        $"<rect width='45' height='90' fill='#c81e1e' fill-opacity='0.5'/><circle cx='60' cy='45' r='20' fill='#{(seed * 0x1F3B57) & 0xFFFFFF:X6}'/>");

    public static byte[] Svg(string attributes, string content) =>
        Encoding.UTF8.GetBytes($"<?xml version='1.0' encoding='UTF-8'?>\n<!-- drawn by hand -->\n<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' {attributes}>{content}</svg>");

    /// <summary>A document whose first page has a red square, and as many more pages as wanted.</summary>
    public static byte[] Pdf(int width = 842, int height = 595, int pages = 10, int seed = 0)
    {
        using MemoryStream file = new();
        using (SKDocument document = SKDocument.CreatePdf(file))
        {
            for (int page = 0; page < pages; page++)
            {
                using SKPaint paint = new() { Color = page == 0 ? Red : SKColors.Blue };
                SKCanvas canvas = document.BeginPage(width, height);
                canvas.DrawRect(10 + seed, 10, width / 2f, height / 2f, paint);
                document.EndPage();
            }

            document.Close();
        }

        return file.ToArray();
    }

    /// <summary>A PDF put together by hand: its objects from number 1 on, the first of which is the catalogue.</summary>
    public static byte[] PdfOf(params string[] objects)
    {
        StringBuilder file = new("%PDF-1.4\n");
        List<int> offsets = [];
        foreach (string content in objects)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{content}\nendobj\n");
        }

        int table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (int offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>A PDF of one page with the entries and the content given.</summary>
    public static byte[] PdfPage(string entries, string content = "", params string[] more) => PdfOf(
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        $"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {entries} >>",
        Stream(content),
        .. more,
    ]);

    public static string Stream(string content, string entries = "") => FormattableString.Invariant($"<< {entries} /Length {content.Length} >>\nstream\n{content}\nendstream");
}
