using System.Globalization;

namespace ImageAttach.Imaging;

/// <summary>Reads what a thumbnail's row says of how it was made, so that it can be made again.</summary>
internal static class RecipeText
{
    /// <summary>
    /// The recipe of a thumbnail that is merely scaled and as large as its original. The original has that size and an empty recipe already,
    /// and both are part of the primary key.
    /// </summary>
    public const string OwnSize = nameof(Fit.Scale);

    /// <summary>The options in the recipe of a row: what <see cref="ThumbnailOptions.ToRecipe"/> writes.</summary>
    public static string OptionsOf(string recipe) => recipe == OwnSize ? "" : recipe;

    /// <summary>The options that a thumbnail was made with.</summary>
    /// <param name="recipe">The text, as <see cref="ThumbnailOptions.ToRecipe"/> writes it.</param>
    /// <returns>The options; null when it is no such text, such as one of a later version.</returns>
    public static ThumbnailOptions? Parse(string recipe)
    {
        recipe = OptionsOf(recipe);
        ThumbnailOptions options = ThumbnailOptions.Default;
        try
        {
            foreach (string part in recipe.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                options = With(options, part);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException)
        {
            return null;
        }

        return options.ToRecipe() == recipe ? options : null;
    }

    private static ThumbnailOptions With(ThumbnailOptions options, string part) => part switch
    {
        ['@', .. string point] when point.Split(',') is [string x, string y] => options with { FocalPoint = new(Number(x), Number(y)) },
        ['q', .. string quality] => options with { Quality = int.Parse(quality, CultureInfo.InvariantCulture) },
        ['#', ..] => options with { Background = part },
        ['s', 'h', 'a', 'r', 'p', 'e', 'n', .. string amount] => options with { Sharpen = Number(amount) },
        _ when Enum.TryParse(part, out Fit fit) => options with { Fit = fit },
        _ when Enum.TryParse(part, out ThumbnailFormat format) => options with { Format = format },
        _ when Enum.TryParse(part, out ResamplingFilter filter) => options with { Filter = filter },
        _ => throw new FormatException(),
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
