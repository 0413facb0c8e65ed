using System.Globalization;

namespace ImageAttach.Benchmarks;

/// <summary>What was measured in several rounds, by name.</summary>
internal sealed class Figures
{
    private readonly Dictionary<string, List<double>> _rounds = [];

    public void Add(string name, double value) => (_rounds.TryGetValue(name, out List<double>? rounds) ? rounds : _rounds[name] = []).Add(value);

    public double Median(string name) => MedianOf(_rounds[name]);

    public double Most(string name) => _rounds[name].Max();

    /// <summary>The median, and the range that the rounds lay in.</summary>
    /// <param name="name">Of what.</param>
    /// <param name="format">A number's format, such as <c>0.00</c>.</param>
    public string Text(string name, string format)
    {
        string median = F(Median(name)), min = F(_rounds[name].Min()), max = F(_rounds[name].Max());
        return min == max ? median : $"{median} ({min} to {max})";

        string F(double value) => value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static double MedianOf(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Lines that <see cref="Read"/> takes.</summary>
    public override string ToString() => string.Join(
        '\n', _rounds.SelectMany(figure => figure.Value.Select(value => string.Create(CultureInfo.InvariantCulture, $"{figure.Key}\t{value:R}"))));

    /// <summary>Adds what another process printed.</summary>
    public void Read(string lines)
    {
        foreach (string[] parts in lines.Split('\n').Select(line => line.Split('\t')).Where(parts => parts.Length == 2))
            Add(parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
