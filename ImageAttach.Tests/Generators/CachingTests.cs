using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ImageAttach.Tests.Generators;

public sealed class CachingTests
{
    private const string Entities = """
        using System.ComponentModel.DataAnnotations;
        using ImageAttach;

        namespace Shop;

        public partial class User
        {
            public int Id { get; set; }
            [ImageAttachment] public partial ImageSet<UserPicture> Picture { get; }
        }

        [ImageEntity]
        [Thumbnail("avatar", Width = 150, Height = 150, Fit = Fit.Cover)]
        public partial class UserPicture : Image
        {
            [Key] public int UserId { get; set; }
        }
        """;

    private const string Unrelated = "public static class Unrelated { public static int Add(int a, int b) => a + b; }";

    [Test]
    public void An_unrelated_edit_re_runs_nothing()
    {
        GeneratorRun after = GeneratorRun.Of(Entities, Unrelated).After(1, Unrelated.Replace("a + b", "b + a"));
        Assert.That(Reasons(after), Is.Not.Empty.And.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
        Assert.That(OutputReasons(after), Is.Not.Empty.And.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void An_edit_that_changes_no_declaration_re_runs_no_output()
    {
        GeneratorRun after = GeneratorRun.Of(Entities, Unrelated).After(0, Entities.Replace("[ImageEntity]", "// A comment.\n\n[ImageEntity]"));
        Assert.That(OutputReasons(after), Is.Not.Empty.And.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void A_real_edit_re_runs_what_it_concerns_and_nothing_else()
    {
        GeneratorRun after = GeneratorRun.Of(Entities, Unrelated).After(0, Entities.Replace("[Key] public int UserId", "public string? Note { get; set; } [Key] public int UserId"));
        Assert.That(OutputReasons(after), Does.Contain(IncrementalStepRunReason.Modified).And.Contain(IncrementalStepRunReason.Cached));
        Assert.That(after.Files["Shop.UserPicture.ImageAttach.g.cs"], Does.Contain("\"note\""));
    }

    [Test]
    public void Another_store_re_runs_what_it_concerns_and_nothing_else()
    {
        GeneratorRun after = GeneratorRun.Of(Entities, Unrelated).After(0, Entities.Replace("[ImageEntity]", "[ImageEntity(Store = \"archive\")]"));
        Assert.That(OutputReasons(after), Does.Contain(IncrementalStepRunReason.Modified).And.Contain(IncrementalStepRunReason.Cached));
        Assert.That(after.Files["Shop.UserPicture.ImageAttach.g.cs"], Does.Contain("StoreName => \"archive\""));
    }

    [Test]
    public void Models_hold_nothing_of_the_compiler()
    {
        GeneratorRun run = GeneratorRun.Of(Entities);
        object[] models = [.. Steps(run).SelectMany(step => step.Outputs).Select(output => output.Value)];
        Assert.That(models, Has.Length.EqualTo(2));
        HashSet<Type> types = [];
        foreach (object model in models)
            Walk(model, types);
        Assert.That(types.Where(type => type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)), Is.Empty);
        Assert.That(types.Select(type => type.Name), Does.Contain("ColumnModel").And.Contain("KeyPair"), "the walk reached the leaves");
    }

    private static IEnumerable<IncrementalGeneratorRunStep> Steps(GeneratorRun run) =>
        run.Result.TrackedSteps.Where(pair => pair.Key is "Entities" or "Attachments").SelectMany(pair => pair.Value);

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRun run) =>
        Steps(run).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static void Walk(object? value, HashSet<Type> types)
    {
        if (value is null || value is string || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        types.Add(value.GetType());
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
                Walk(item, types);
            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            Walk(field.GetValue(value), types);
    }
}
