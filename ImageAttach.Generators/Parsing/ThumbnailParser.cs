using System.Globalization;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Generators.Parsing;

/// <summary>Reads the [Thumbnail]s of an image type.</summary>
internal static class ThumbnailParser
{
    // The value of LanguageVersion.CSharp14, which Roslyn 4.8 has no name for: extension properties begin there.
    private const int ExtensionProperties = 1400;

    private const int MaxSide = 16_383;
    private const int Scale = 0;

    private static readonly (string Option, string Type, string[] Values)[] Choices =
    [
        ("Fit", "Fit", ["Scale", "Cover", "Contain", "Pad"]),
        ("Format", "ThumbnailFormat", ["Keep", "Jpeg", "Png", "WebP", "AnimatedWebP"]),
        ("Effort", "Effort", ["Default", "Fast", "Small"]),
        ("ChromaSubsampling", "ChromaSubsampling", ["Auto", "Yuv420", "Yuv444"]),
        ("Filter", "ResamplingFilter", ["Auto", "Point", "Box", "Triangle", "Mitchell", "CatmullRom", "Lanczos"]),
    ];

    /// <returns>The model; null when the type declares none.</returns>
    public static ThumbnailsModel? Parse(INamedTypeSymbol type, TypeModel shape, DiagnosticBag diagnostics)
    {
        List<ThumbnailModel> thumbnails = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.IsNamed(SymbolExtensions.Thumbnail) == true && Parse(type, shape, attribute, thumbnails, diagnostics) is { } thumbnail)
                thumbnails.Add(thumbnail);
        }

        if (thumbnails.Count == 0)
            return null;
        CheckTypeName(type, shape, diagnostics);
        return new(
            new([.. thumbnails]),
            type.IsPublic(),
            (int)type.LanguageOf() >= ExtensionProperties);
    }

    private static ThumbnailModel? Parse(INamedTypeSymbol type, TypeModel shape, AttributeData attribute, List<ThumbnailModel> before, DiagnosticBag diagnostics)
    {
        string name = attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        Location? location = attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation();
        if (WrongName(type, shape, name, before) is { } wrongName)
        {
            diagnostics.Add(Descriptors.BadThumbnailName, location, Names.Visible(name), type.Name, wrongName);
            return null;
        }

        Dictionary<string, object?> set = attribute.NamedArguments.ToDictionary(pair => pair.Key, pair => pair.Value.Value);
        if (WrongOption(set) is { } wrongOption)
        {
            diagnostics.Add(Descriptors.BadThumbnail, location, name, type.Name, wrongOption);
            return null;
        }

        return new(name, Names.Escape(MemberFor(name)), Number(set, "Width"), Number(set, "Height"), new([.. Options(set)]));
    }

    private static string? WrongName(INamedTypeSymbol type, TypeModel shape, string name, List<ThumbnailModel> before)
    {
        if (name.Length == 0 || !IsLetter(name[0]) || !name.All(letter => IsLetter(letter) || letter is (>= '0' and <= '9') or '-'))
            return "use letters, digits and '-', a letter first";
        string member = MemberFor(name);
        if (before.Any(other => other.Member == Names.Escape(member)))
            return $"another thumbnail is called {member} already";
        if (member == ThumbnailEmitter.TypeName(shape))
            return $"the class that holds it is called {member} already";
        INamedTypeSymbol image = type;
        while (!image.IsNamed(SymbolExtensions.Image) && image.BaseType is { } above)
            image = above;
        INamedTypeSymbol? images = image.ContainingAssembly?.GetTypeByMetadataName(SymbolExtensions.ImageSet);
        bool isTaken = images?.GetMembers(member).Length > 0 || image.BaseType?.GetMembers(member).Length > 0;
        return isTaken ? $"image sets have a member {member} of their own" : null;

        static bool IsLetter(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
    }

    private static string? WrongOption(Dictionary<string, object?> set)
    {
        bool isScaled = Number(set, "Fit") == Scale;
        bool hasWidth = set.ContainsKey("Width");
        bool hasHeight = set.ContainsKey("Height");
        if (isScaled && hasWidth == hasHeight)
            return hasWidth ? "say with Fit how the picture fits both sides, or give one of them" : "give Width or Height";
        if (!isScaled && !(hasWidth && hasHeight))
            return "its Fit needs both Width and Height";
        return OutOfRange(set, "Width", 1, MaxSide)
            ?? OutOfRange(set, "Height", 1, MaxSide)
            ?? Choices.Select(choice => OutOfRange(set, choice.Option, 0, choice.Values.Length - 1)).FirstOrDefault(wrong => wrong is not null)
            ?? OutOfRange(set, "Quality", 1, 100)
            ?? OutOfRange(set, "FocalX", 0, 1)
            ?? OutOfRange(set, "FocalY", 0, 1)
            ?? OutOfRange(set, "Sharpen", 0, 5)
            ?? (set.TryGetValue("Background", out object? background) && background is string text && !IsColor(text)
                ? "write its Background as #rrggbb or #rrggbbaa" : null);
    }

    private static string? OutOfRange(Dictionary<string, object?> set, string option, int min, int max) =>
        set.TryGetValue(option, out object? value) && !(Convert.ToDouble(value, CultureInfo.InvariantCulture) is double number && number >= min && number <= max)
            ? FormattableString.Invariant($"its {option} must be {min} to {max}, not {value}")
            : null;

    private static bool IsColor(string text) => text.Length is 7 or 9 && text[0] == '#'
        && text.Skip(1).All(digit => digit is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F'));

    private static IEnumerable<string> Options(Dictionary<string, object?> set)
    {
        foreach ((string option, string type, string[] values) in Choices)
        {
            if (Number(set, option) != 0)
                yield return $"{option} = global::ImageAttach.{type}.{values[Number(set, option)]}";
        }

        if (set.ContainsKey("Quality"))
            yield return $"Quality = {Number(set, "Quality")}";
        if (set.ContainsKey("FocalX") || set.ContainsKey("FocalY"))
            yield return $"FocalPoint = new global::ImageAttach.FocalPoint({Part(set, "FocalX", 0.5)}, {Part(set, "FocalY", 0.5)})";
        if (set.TryGetValue("Background", out object? background) && background is string text)
            yield return $"Background = {Literal.Quote(text)}";
        if (set.ContainsKey("Sharpen"))
            yield return $"Sharpen = {Part(set, "Sharpen", 0)}";
    }

    private static int Number(Dictionary<string, object?> set, string option) =>
        set.TryGetValue(option, out object? value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : 0;

    private static string Part(Dictionary<string, object?> set, string option, double otherwise) =>
        (set.TryGetValue(option, out object? value) ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : otherwise).ToString("R", CultureInfo.InvariantCulture) + "D";

    // list-item becomes ListItem.
    private static string MemberFor(string name) => string.Concat(
        name.Split(['-'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private static void CheckTypeName(INamedTypeSymbol type, TypeModel shape, DiagnosticBag diagnostics)
    {
        string name = ThumbnailEmitter.TypeName(shape);
        if (type.ContainingNamespace.GetTypeMembers(name, 0).Any(other => other.DeclaringSyntaxReferences.Length > 0 && !other.IsGenerated()))
            diagnostics.Add(Descriptors.NameTaken, type.NameLocation(), type.Name, name);
    }
}
