using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Generators.Parsing;

/// <summary>How names become other names.</summary>
internal static class Names
{
    /// <summary>UserPicture becomes user_picture, HTMLPage html_page, Sha256 sha256.</summary>
    public static string ToSnakeCase(string name)
    {
        StringBuilder snake = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && snake[snake.Length - 1] != '_')
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    /// <summary>The field that holds the image sets of a property: <c>_pictureImageSet</c> for Picture.</summary>
    public static string FieldFor(string property) => $"_{char.ToLowerInvariant(property[0])}{property.Substring(1)}ImageSet";

    /// <summary>The parameter that is named after a property, without an @: <c>orderIndex</c> for OrderIndex.</summary>
    public static string ParameterFor(string property) => char.ToLowerInvariant(property[0]) + property.Substring(1);

    /// <summary>The name in a message, which is to be one line.</summary>
    public static string Visible(string name) =>
        string.Concat(name.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? $"\\u{(int)letter:x4}" : letter.ToString()));

    /// <summary>The name as code writes it: a keyword gets its @. The keyword <c>field</c> is newer than Roslyn 4.8.</summary>
    public static string Escape(string name) =>
        name == "field" || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>The name, with underscores behind it if it is taken.</summary>
    public static string Free(string name, ICollection<string> taken)
    {
        while (taken.Contains(name))
            name += "_";
        return name;
    }
}
