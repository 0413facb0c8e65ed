using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CrashStates;

/// <summary>What a traced process did to a folder: effects, and the moments between them.</summary>
internal sealed partial class Recording
{
    private readonly FileTree _tree;
    private readonly Dictionary<string, int[]> _coveredByBegunSync = [];
    private readonly HashSet<int> _durable = [];
    private readonly List<CrashPoint> _points = [];
    private UserImages _images = UserImages.None;
    private string[] _acknowledged = [$"{UserImages.None}"];
    private UserImages? _pending;

    private Recording(string folder) => _tree = new FileTree(folder);

    public IReadOnlyList<Effect> Effects => _tree.Effects;

    public IReadOnlyList<CrashPoint> Points => _points;

    public static Recording Read(string folder, string trace)
    {
        Recording recording = new(folder);
        TraceReader.Read(trace, recording.Begin, recording.End);
        return recording;
    }

    // A sync covers what was there when it began.
    private void Begin(string process, string call)
    {
        if (BegunSync().Match(call) is { Success: true } sync && _tree.Find(long.Parse(sync.Groups["file"].Value, CultureInfo.InvariantCulture)) is { } inode)
            _coveredByBegunSync[process] = Pending(inode);
    }

    private void End(string process, SystemCall call)
    {
        int before = _tree.Effects.Count;
        if (call.Name is "fsync" or "fdatasync" && _tree.Find(call.Number(0)) is { } inode)
            _durable.UnionWith(_coveredByBegunSync.Remove(process, out int[]? covered) ? covered : Pending(inode));
        else if (call.Name == "write" && call.Bytes(0).AsSpan().StartsWith(Encoding.UTF8.GetBytes(Subject.Mark)))
            ReadMark(Encoding.UTF8.GetString(call.Bytes(0)).TrimEnd('\n').Split(' '));
        else if (!_tree.Apply(call) || _tree.Effects.Count == before)
            return;
        bool[] isDurable = [.. Enumerable.Range(0, _tree.Effects.Count).Select(_durable.Contains)];
        _points.Add(new(_tree.Effects.Count, isDurable, call.ToString(), _acknowledged, _pending?.ToString()));
    }

    private int[] Pending(int inode) =>
        [.. Enumerable.Range(0, _tree.Effects.Count).Where(i => _tree.Effects[i].Inode == inode && !_durable.Contains(i))];

    private void ReadMark(string[] words)
    {
        if (words[1] == "begin")
        {
            _pending = _images.With(words[2..]);
            return;
        }

        (_images, _pending) = (_pending!, null);
        _acknowledged = [.. _acknowledged, $"{_images}"];
    }

    [GeneratedRegex(@"^f(data)?sync\((?<file>\d+)", RegexOptions.ExplicitCapture)]
    private static partial Regex BegunSync();
}
