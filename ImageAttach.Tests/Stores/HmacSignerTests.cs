using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ImageAttach.Stores;

namespace ImageAttach.Tests.Stores;

/// <summary>What signs URLs and upload tickets.</summary>
public sealed class HmacSignerTests
{
    private static readonly string Secret = new('s', 32);
    private static readonly string Other = new('o', 32);
    private static readonly HmacSigner Signer = new([Secret]);

    [Test]
    public void A_signature_is_the_HMAC_of_the_text_by_the_first_secret() => Assert.That(
        new HmacSigner([Secret, Other]).Sign("é"),
        Is.EqualTo(Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes("é")))));

    [Test]
    public void A_signature_by_any_of_the_secrets_is_valid_in_any_order()
    {
        foreach (string[] secrets in new string[][] { [Secret], [Secret, Other], [Other, Secret], [Secret, Secret], [Other, Secret, Other] })
            Assert.That(new HmacSigner(secrets).Verify("text", Signer.Sign("text")), Is.True, string.Join(' ', secrets));
        Assert.That(new HmacSigner([Other]).Verify("text", Signer.Sign("text")), Is.False);
        Assert.That(Signer.Verify("Text", Signer.Sign("text")), Is.False);
    }

    [Test]
    public void A_signature_has_one_spelling()
    {
        string good = Signer.Sign("text");
        string[] others = [good + "=", good + " ", good + "\n", " " + good, good[..20] + " " + good[20..], good[..^1], good + "A", "", new('*', good.Length), new(' ', good.Length), new('é', good.Length)];
        IEnumerable<string> otherEnds = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".Where(end => end != good[^1]).Select(end => good[..^1] + end);
        foreach (string other in others.Concat(otherEnds))
            Assert.That(Signer.Verify("text", other), Is.False, $"'{other}'");
    }

    [Test]
    public void A_secret_that_could_be_guessed_is_refused()
    {
        foreach (string?[] secrets in new string?[][] { [], [Secret, new('s', HmacSigner.MinSecretLength - 1)], [null] })
            Assert.That(() => new HmacSigner(secrets!), Throws.ArgumentException.With.Message.Contains("32 random characters"));
    }
}
