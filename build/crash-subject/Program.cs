// crash-subject DATABASE CONNECTION FOLDER STORE ROOT, then commands, a line each:
//   trace OPERATION FRONT USER             tells each fault point that the operation reaches, then "done"
//   kill OPERATION FRONT USER POINT NTH    ends this process when the operation reaches the point for the nth time
//   attempt OPERATION FRONT USER           runs the operation, and says "ended" or what it threw, then "done"
//   add POST COUNT                         adds photos to a post, several at a time, and tells each one's place, then "done"
//   act SEED                               four actors do what they like until somebody ends this process
using System.Diagnostics;
using System.Globalization;
using CrashSubject;
using ImageAttach.Diagnostics;
using ImageAttach.Stores.Faults;

CrashSubject.Stage stage = new(args[0], args[1], args[2], new(args[3], args[4]));
Console.WriteLine("ready");
while (Console.ReadLine() is { } line)
{
    string[] words = line.Split(' ');
    switch (words[0])
    {
        case "trace":
            OnEveryPoint(Console.WriteLine);
            await Operation.RunAsync(stage, words[1], words[2], int.Parse(words[3], CultureInfo.InvariantCulture));
            OnEveryPoint(null);
            break;
        case "attempt":
            Console.WriteLine(await AttemptAsync(() => Operation.RunAsync(stage, words[1], words[2], int.Parse(words[3], CultureInfo.InvariantCulture))));
            break;
        case "add":
            await Appends.RunAsync(stage, int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
            break;
        case "kill":
            KillAt(words[4], int.Parse(words[5], CultureInfo.InvariantCulture));
            await Operation.RunAsync(stage, words[1], words[2], int.Parse(words[3], CultureInfo.InvariantCulture));
            break;
        default:
            await Actors.RunAsync(stage, int.Parse(words[1], CultureInfo.InvariantCulture));
            break;
    }

    Console.WriteLine("done");
}

static async Task<string> AttemptAsync(Func<Task> operation)
{
    try
    {
        await operation();
        return "ended";
    }
    catch (Exception failure)
    {
        return $"threw {failure.GetType().Name}";
    }
}

static void KillAt(string where, int nth)
{
    int times = 0;
    OnEveryPoint(point =>
    {
        if (point == where && ++times == nth)
            Process.GetCurrentProcess().Kill(); // SIGKILL: nothing of this process runs any more
    });
}

// The points of transactions, those of the store, and those of requests to a server.
static void OnEveryPoint(Action<string>? action)
{
    Fault.Reached = action is null ? null : point => action(point.ToString());
    StoreFault.Reached = action is null ? null : point => action(point.ToString());
    RequestPoints.Reached = action;
}
