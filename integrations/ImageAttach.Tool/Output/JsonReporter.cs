using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ImageAttach.Tool.Output;

/// <summary>One JSON object, for programs.</summary>
internal sealed class JsonReporter : Reporter
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // no page shows it
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static void Write(object value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Options));

    public override Task<T> RunAsync<T>(string title, Func<IProgress<Step>, Task<T>> work) => work(new NullProgress());

    public override void Show(string summary, object result, IEnumerable<string> lines) => Write(result);

    private sealed class NullProgress : IProgress<Step>
    {
        public void Report(Step value)
        {
        }
    }
}
