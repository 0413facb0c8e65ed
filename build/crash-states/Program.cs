// crash-states: replays the states that a power cut may leave, and checks the promises of docs/reliability.md in each.
//   --mode MODE            delete/full, truncate/full, wal/full, wal/normal or delete/extra; default: all of them
//   --operation OPERATION  attach, replace, thumbnail, remove or move; default: all of them
//   --front FRONT          own, explicit or ambient transactions; default: own
//   --max-states COUNT     how many states are looked at in one operation; default: all that are enumerated
//   --unprotected          removes replaced files right after each commit, as if it were durable
// Ends with 1 when a promise is broken, and with 2 when there is no strace.
using System.Globalization;
using CrashStates;

if (args is ["subject", var folder, ..])
    return await Subject.RunAsync(folder, args[2], args[3], args[4], isProtected: args[5] == "protected");
if (!Strace.IsAvailable())
{
    Console.Error.WriteLine("strace is missing, or may not trace here: apt-get install strace.");
    return 2;
}

string[] modes = Choose("--mode", ["delete/full", "truncate/full", "wal/full", "wal/normal", "delete/extra"]);
string[] operations = Choose("--operation", ["attach", "replace", "thumbnail", "remove", "move"]);
string front = Choose("--front", ["own"])[0];
int maxStates = int.Parse(Choose("--max-states", ["2147483647"])[0], CultureInfo.InvariantCulture);
bool isProtected = !args.Contains("--unprotected");
Summary total = new();
Console.WriteLine("| journal | operation | system calls with an effect | states | violations |");
Console.WriteLine("| --- | --- | --- | --- | --- |");
foreach (string mode in modes)
{
    foreach (string operation in operations)
        total.Add(await Experiment.RunAsync(mode, operation, front, isProtected, maxStates));
}

Console.WriteLine(total);
return total.Violations == 0 ? 0 : 1;

string[] Choose(string option, string[] all) => Array.IndexOf(args, option) is var at and >= 0 ? [args[at + 1]] : all;
