using System.Text.RegularExpressions;

namespace ImageAttach.Tests.Docs;

/// <summary>The members that users see, as the PublicAPI files list them.</summary>
public sealed partial class PublicApiTests
{
    // What a compiler writes for records, or calls where code has an operator or a loop.
    private static readonly string[] NeverNamed = ["Deconstruct", "EqualityContract", "Equals", "GetAsyncEnumerator", "GetHashCode", "PrintMembers", "ToString"];

    /// <summary>Each public member is named in a test, or in generated code that tests run, so that none can change its meaning unseen.</summary>
    [TestCaseSource(typeof(Repository), nameof(Repository.Libraries))]
    public void Every_member_is_used_in_a_test(string library)
    {
        HashSet<string> words = [.. Repository.OtherSources().Concat(Repository.GeneratedSources()).SelectMany(file => Word().Matches(File.ReadAllText(file)).Select(match => match.Value))];
        Assert.That(Members(library).Where(member => !words.Contains(member.Name)).Select(member => member.Line), Is.Empty);
    }

    /// <summary>The way out of an operation that lasts has the same place everywhere.</summary>
    [TestCaseSource(typeof(Repository), nameof(Repository.Libraries))]
    public void A_cancellation_token_comes_last_and_has_its_name(string library) => Assert.That(
        Lines(library).Where(line => line.Contains("CancellationToken", StringComparison.Ordinal) && !Token().IsMatch(line)), Is.Empty);

    private static IEnumerable<(string Name, string Line)> Members(string library)
    {
        foreach (string line in Lines(library).Where(line => !NotAMember().IsMatch(line)))
        {
            string signature = Generic().Replace(line.Split(" -> ")[0], "").Split('(')[0];
            string[] parts = signature.Split(" = ")[0].Split('.');
            string name = parts[^1] is "get" or "set" or "init" ? parts[^2] : parts[^1];
            if (!NeverNamed.Contains(name))
                yield return (name.EndsWith("Attribute", StringComparison.Ordinal) ? name[..^"Attribute".Length] : name, line);
        }
    }

    private static IEnumerable<string> Lines(string library) => new[] { "Shipped", "Unshipped" }
        .SelectMany(part => File.ReadLines(Path.Combine(Repository.ProjectFolder(library), $"PublicAPI.{part}.txt")))
        .Where(line => line is not ("" or "#nullable enable"));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    // What gives nothing is a type, and used when a member of it is; values of enums are met as one.
    [GeneratedRegex(@"^((?! -> ).)*$|\.<Clone>\$\(|[ .]operator | = -?\d+ -> ")]
    private static partial Regex NotAMember();

    [GeneratedRegex("<[^<>]*(<[^<>]*>[^<>]*)*>")]
    private static partial Regex Generic();

    [GeneratedRegex(@"CancellationToken cancellationToken( = default\(System.Threading.CancellationToken\))?\) ->|CancellationToken[^(]*->[^(]*$|\.get -> ")]
    private static partial Regex Token();
}
