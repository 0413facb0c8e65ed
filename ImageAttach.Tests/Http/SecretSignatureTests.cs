using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ImageAttach.Signing;

namespace ImageAttach.Tests.Http;

/// <summary>What signs addresses and tickets.</summary>
public sealed class SecretSignatureTests
{
    private static readonly string Secret = new('s', 32);
    private static readonly string Other = new('o', 32);
    private static readonly SecretSignature Signature = new([Secret]);

    [Test]
    public void A_signature_is_the_HMAC_of_the_text_by_the_first_secret() => Assert.That(
        new SecretSignature([Secret, Other]).Sign("é"),
        Is.EqualTo(Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("é")))));

    [Test]
    public void A_signature_by_any_of_the_secrets_is_believed_wherever_it_stands()
    {
        foreach (string[] secrets in new string[][] { [Secret], [Secret, Other], [Other, Secret], [Secret, Secret], [Other, Secret, Other] })
            Assert.That(new SecretSignature(secrets).IsOf("text", Signature.Sign("text")), Is.True, string.Join(' ', secrets));
        Assert.That(new SecretSignature([Other]).IsOf("text", Signature.Sign("text")), Is.False);
        Assert.That(Signature.IsOf("Text", Signature.Sign("text")), Is.False);
    }

    [Test]
    public void A_signature_has_one_spelling()
    {
        string good = Signature.Sign("text");
        string[] others = [good + "=", good + " ", good + "\n", " " + good, good[..20] + " " + good[20..], good[..^1], good + "A", "", new('*', good.Length), new(' ', good.Length), new('é', good.Length)];
        IEnumerable<string> otherEnds = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(end => end != good[^1]).Select(end => good[..^1] + end);
        foreach (string other in others.Concat(otherEnds))
            Assert.That(Signature.IsOf("text", other), Is.False, $"'{other}'");
    }
}
