using Npgsql;
using ImageAttach.Tests.Support;

namespace ImageAttach.Tests.Outages;

/// <summary>Servers that tests start for themselves.</summary>
internal sealed class OwnServerTests
{
    [Test]
    public async Task Two_servers_of_one_kind_run_side_by_side_and_each_keeps_its_port()
    {
        await using OwnServer first = await OwnServer.StartAsync(DatabaseKind.PostgreSql), second = await OwnServer.StartAsync(DatabaseKind.PostgreSql);
        Assert.That(second.Port, Is.Not.EqualTo(first.Port));
        string connection = first.ConnectionString;
        first.Kill();
        await first.StartAsync();
        Assert.That(first.ConnectionString, Is.EqualTo(connection));
        foreach (OwnServer server in new[] { first, second })
        {
            await using NpgsqlConnection db = new(server.ConnectionString);
            await db.OpenAsync();
            Assert.That(db.Port, Is.EqualTo(server.Port));
        }
    }
}
