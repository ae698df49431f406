using LayerPipeline.Foundation.Messages;
using Shouldly;
using Xunit;

namespace LayerPipeline.Tests.Foundation.Messages;

public sealed class CredentialsTests
{
    [Theory]
    [InlineData("https://user:secret@example.org/simple", "https://****@example.org/simple")]
    [InlineData("https://token@example.org", "https://****@example.org")]
    [InlineData("https://user:p@ss@example.org/x", "https://****@example.org/x")]
    [InlineData("see http://a:b@c/d and ftp://e:f@g.", "see http://****@c/d and ftp://****@g.")]
    [InlineData("https://example.org/a@b", "https://example.org/a@b")]
    [InlineData("mail me@example.org", "mail me@example.org")]
    [InlineData("ht tps://user:secret@example.org", "ht tps://****@example.org")]
    [InlineData("h§://user:secret@example.org", "h§://****@example.org")]
    [InlineData("git+ssh://git@example.org/x", "git+ssh://****@example.org/x")]
    public void User_names_passwords_and_tokens_in_URLs_are_masked(string text, string masked) => Credentials.Mask(text).ShouldBe(masked);
}
