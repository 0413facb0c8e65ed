using Gallery.Data;

namespace Gallery.Commands;

/// <summary>What follows the word <c>attach</c>.</summary>
internal sealed record AttachArguments(string File, string User, string? Data)
{
    public static AttachArguments Parse(string[] args)
    {
        List<string> files = [];
        string? user = null, data = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--user":
                    user = ValueAfter(args, ref i);
                    break;
                case "--data":
                    data = ValueAfter(args, ref i);
                    break;
                case ['-', _, ..]:
                    throw new UsageException($"There is no option '{args[i]}'.");
                default:
                    files.Add(args[i]);
                    break;
            }
        }

        return files is [var file]
            ? new(file, user ?? SamplePeople.Visitor, data)
            : throw new UsageException($"attach takes one file, not {(files.Count == 0 ? "none" : files.Count)}.");
    }

    private static string ValueAfter(string[] args, ref int i) =>
        i + 1 < args.Length ? args[++i] : throw new UsageException($"{args[i]} needs a value.");
}
