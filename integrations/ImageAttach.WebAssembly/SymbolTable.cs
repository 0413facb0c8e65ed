using System.Collections.Frozen;
using System.Text;

namespace ImageAttach.WebAssembly;

/// <summary>The names of a program's functions, which its linker may have shortened.</summary>
internal sealed class SymbolTable
{
    private readonly FrozenDictionary<string, string> _shortNames;
    private readonly FrozenDictionary<string, string> _importNames;

    private SymbolTable(IReadOnlyCollection<(string Kind, string Name, string Short)> symbols)
    {
        _shortNames = symbols.Where(symbol => symbol.Kind == "export").ToFrozenDictionary(symbol => symbol.Name, symbol => symbol.Short);
        _importNames = symbols.Where(symbol => symbol.Kind == "import").ToFrozenDictionary(symbol => symbol.Short, symbol => symbol.Name);
    }

    /// <summary>Gets the table of a program whose names are the original ones.</summary>
    public static SymbolTable Empty { get; } = new([]);

    /// <summary>Reads a table. Each line has <c>import</c> or <c>export</c>, the original name, and the short one.</summary>
    public static SymbolTable Parse(byte[] file) => new(
        [.. Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' '))
            .Select(parts => (parts[0], parts[1], parts[2]))]);

    /// <summary>The name under which the program exports a function, table or memory.</summary>
    public string ExportOf(string name) => _shortNames.GetValueOrDefault(name, name);

    /// <summary>The original name of what the program imports under a name.</summary>
    public string ImportOf(string shortName) => _importNames.GetValueOrDefault(shortName, shortName);
}
