using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrashStates;

/// <summary>A system call, as strace writes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments as text, strings as escaped bytes.</param>
/// <param name="Result">What it returned.</param>
internal sealed partial record SystemCall(string Name, string Arguments, long Result)
{
    private readonly byte[][] _strings = [.. Text().Matches(Arguments).Select(match => Unescape(match.Groups["bytes"].Value))];

    /// <summary>Reads a line without its process; null for what isn't a call that has ended.</summary>
    public static SystemCall? Parse(string line)
    {
        Match match = Whole().Match(line);
        return match.Success
            ? new(match.Groups["name"].Value, match.Groups["arguments"].Value, long.Parse(match.Groups["result"].Value, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>Returns the bytes of a string argument, counted from 0.</summary>
    public byte[] Bytes(int index) => _strings[index];

    /// <summary>Returns a path, counted among the string arguments.</summary>
    public string Path(int index) => Encoding.UTF8.GetString(_strings[index]);

    /// <summary>Gets the string arguments as text.</summary>
    public IEnumerable<string> Paths => _strings.Select(Encoding.UTF8.GetString);

    /// <summary>Returns a number, counted among all arguments; from the end when the index is negative.</summary>
    public long Number(int index)
    {
        string[] all = Text().Replace(Arguments, "").Split(',');
        return long.Parse(all[index < 0 ? all.Length + index : index], CultureInfo.InvariantCulture);
    }

    public override string ToString() => Name is "write" or "pwrite64" ? $"{Name} of {Result} bytes" : $"{Name} {string.Join(' ', Paths.Select(System.IO.Path.GetFileName))}".TrimEnd();

    private static byte[] Unescape(string text) => Convert.FromHexString(text.Replace(@"\x", "", StringComparison.Ordinal));

    [GeneratedRegex(@"""(?<bytes>(\\x[0-9a-f]{2})*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Text();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
