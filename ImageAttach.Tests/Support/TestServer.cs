namespace ImageAttach.Tests.Support;

/// <summary>Servers are those of <c>build/services</c>, or whatever the same variables name. In continuous integration there have to be some.</summary>
internal static class TestServer
{
    /// <summary>What a variable says; without it the test is skipped with the reason.</summary>
    public static string Require(string variable)
    {
        string? server = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(server))
        {
            string reason = $"{variable} names no server. Start one with build/services, or run the tests with build/test.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(reason);
            Assert.Ignore(reason);
        }

        return server!;
    }
}
