using System.Globalization;
using ImageAttach.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImageAttach.Tests.Generators;

/// <summary>A transaction that is joined silently is pointed out, once.</summary>
public sealed class JoinedTransactionTests
{
    private const string Usings = """
        using System.ComponentModel.DataAnnotations;
        using System.Data.Common;
        using System.Threading.Tasks;
        using ImageAttach;

        """;

    [Test]
    public async Task IMGA050_A_raw_transaction_is_pointed_out_and_an_ImageTransaction_is_not()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + """
            [ImageEntity] public partial class Logo : Image { [Key] public int Id { get; set; } }
            public static class Program
            {
                public static async Task Run(DbConnection db, ImageSet<Logo> set, DbTransaction raw, ImageTransaction image)
                {
                    await set.RemoveAsync(db, transaction: raw);
                    await set.RemoveAsync(db, transaction: image);
                    await set.RemoveAsync(db, transaction: null);
            #pragma warning disable IMGA050
                    await set.RemoveAsync(db, transaction: raw);
                }
            }
            """);
        Diagnostic found = (await run.AnalyzeAsync()).Single(diagnostic => !diagnostic.IsSuppressed);
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA050", DiagnosticSeverity.Warning)));
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo("raw"));
        Assert.That(found.GetMessage(CultureInfo.InvariantCulture), Does.Contain("'raw'").And.Contain("BeginImageTransactionAsync").And.Contain("ImageTransaction.Join"));
    }

    [Test]
    public async Task Of_a_raw_transaction_the_compiler_does_not_report_what_IMGA050_does()
    {
        GeneratorRun run = GeneratorRun.Of(Usings + """
            [ImageEntity] public partial class Logo : Image { [Key] public int Id { get; set; } }
            public static class Program
            {
                public static Task Run(DbConnection db, ImageSet<Logo> set, DbTransaction raw)
                {
                    Old();
                    return set.RemoveAsync(db, transaction: raw);
                }

                [System.Obsolete("gone")] private static void Old() { }
            }
            """);
        Assert.That(run.CompilerFindings.Select(found => found.Id), Is.EqualTo(new[] { "CS0618", "CS0618" }));
        Diagnostic[] all = [.. await run.Output.WithAnalyzers([new ImageAttachAnalyzer(), new JoinedTransactionSuppressor()]).GetAllDiagnosticsAsync()];
        Diagnostic kept = all.Single(found => found.Id == "CS0618" && !found.IsSuppressed);
        Assert.That(kept.GetMessage(CultureInfo.InvariantCulture), Does.Contain("Old"));
        Assert.That(all.Count(found => found.Id == "IMGA050"), Is.EqualTo(1));
    }
}
