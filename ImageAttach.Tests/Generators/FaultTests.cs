using ImageAttach.Generators;
using ImageAttach.Generators.Diagnostics;
using ImageAttach.Generators.Emitting;
using ImageAttach.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImageAttach.Tests.Generators;

/// <summary>IMGA099: a mistake of ours, which costs one type and no other.</summary>
public sealed class FaultTests
{
    private const string Source = """
        using System.ComponentModel.DataAnnotations;
        using ImageAttach;

        [ImageEntity] public partial class Good : Image { [Key] public int OwnerId { get; set; } }
        [ImageEntity] public partial class Bad : Image { [Key] public int OwnerId { get; set; } }
        [ImageEntity] public partial class Many : Image { [Key] public int OwnerId { get; set; } [Key] public int Number { get; set; } }
        public partial class Owner
        {
            public int Id { get; set; }
            [ImageAttachment] public partial ImageSet<Good> Fine { get; }
            [ImageAttachment] public partial MultipleImageSet<Many> Broken { get; }
        }
        """;

    public enum Step
    {
        ReadEntity,
        WriteEntity,
        ReadAttachment,
        WriteAttachment,
        WriteSubset,
    }

    [TestCase(Step.ReadEntity, "Bad", "Bad.ImageAttach.g.cs")]
    [TestCase(Step.WriteEntity, "Bad", "Bad.ImageAttach.g.cs")]
    [TestCase(Step.ReadAttachment, "Broken")]
    [TestCase(Step.WriteAttachment, "Broken")]
    [TestCase(Step.WriteSubset, "Broken", "ManySets.ImageAttach.g.cs")]
    public async Task IMGA099_A_fault_of_ours_costs_one_type_and_is_told(Step step, string place, params string[] missing)
    {
        GeneratorRun sound = GeneratorRun.Of(Source), faulty = GeneratorRun.Of(new FaultyPipeline(step, () => new InvalidOperationException("Two\nlines.")), Source);
        Assert.That(faulty.Files.Keys, Is.EquivalentTo(sound.Files.Keys.Except(missing)));
        Assert.That(faulty.Files["ImageEntities.ImageAttach.g.cs"], Does.Contain("GoodTable"));
        Assert.That(faulty.Files["ImageEntities.ImageAttach.g.cs"].Contains("BadTable", StringComparison.Ordinal), Is.EqualTo(place != "Bad"));

        string sets = faulty.Files["Owner.image-sets.ImageAttach.g.cs"];
        Assert.That(sets, Does.Contain(" Fine =>").And.Contain("[Fine"));
        Assert.That(sets.Contains("Broken", StringComparison.Ordinal), Is.EqualTo(step is not (Step.ReadAttachment or Step.WriteAttachment)));

        Diagnostic found = (await faulty.AnalyzeAsync()).Single();
        Assert.That((found.Id, found.Severity), Is.EqualTo(("IMGA099", DiagnosticSeverity.Warning)));
        Assert.That(found.Location.SourceTree!.GetText().ToString(found.Location.SourceSpan), Is.EqualTo(place));
        Assert.That(
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            Does.StartWith($"'{place}' was left out").And.Contain("report it").And.Contain("InvalidOperationException: Two lines. at ").And.Not.Contain("\n"));
    }

    [Test]
    public async Task IMGA099_A_pragma_silences_it()
    {
        GeneratorRun run = GeneratorRun.Of(
            new FaultyPipeline(Step.WriteEntity, () => new InvalidOperationException()), "#pragma warning disable IMGA099\n" + Source);
        Assert.That((await run.AnalyzeAsync()).Where(diagnostic => !diagnostic.IsSuppressed), Is.Empty);
    }

    [Test]
    public async Task IMGA099_What_the_generator_was_not_asked_for_is_no_fault()
    {
        CSharpCompilation alone = GeneratorRun.Compile(Source);
        Assert.That(await GeneratorRun.AnalyzeAsync(alone, new ImageAttachAnalyzer()), Is.Empty);
    }

    [TestCase(Step.ReadEntity)]
    [TestCase(Step.WriteSubset)]
    public void A_cancelled_run_is_cancelled(Step step)
    {
        using CancellationTokenSource cancelling = new();
        FaultyPipeline pipeline = new(step, () =>
        {
            cancelling.Cancel();
            return new OperationCanceledException(cancelling.Token);
        });
        CSharpCompilation compilation = GeneratorRun.Compile(Source);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ImageAttachGenerator(pipeline).AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options);
        Assert.That(() => driver.RunGenerators(compilation, cancelling.Token), Throws.InstanceOf<OperationCanceledException>());
    }

    private sealed class FaultyPipeline(Step faulty, Func<Exception> fault) : EmitPipeline
    {
        public override EntityModel? Read(INamedTypeSymbol type, DiagnosticBag diagnostics)
        {
            FailAt(Step.ReadEntity, type.Name == "Bad");
            return base.Read(type, diagnostics);
        }

        public override AttachmentModel? Read(IPropertySymbol property, DiagnosticBag diagnostics)
        {
            FailAt(Step.ReadAttachment, property.Name == "Broken");
            return base.Read(property, diagnostics);
        }

        public override GeneratedFile Write(EntityModel entity)
        {
            FailAt(Step.WriteEntity, entity.Type.Name == "Bad");
            return base.Write(entity);
        }

        public override string Write(AttachmentModel attachment)
        {
            FailAt(Step.WriteAttachment, attachment.Property == "Broken");
            return base.Write(attachment);
        }

        public override GeneratedFile Write(SubsetModel subset)
        {
            FailAt(Step.WriteSubset, true);
            return base.Write(subset);
        }

        private void FailAt(Step step, bool isIt)
        {
            if (step == faulty && isIt)
                throw fault();
        }
    }
}
