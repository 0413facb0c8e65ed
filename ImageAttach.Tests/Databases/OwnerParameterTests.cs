using Dapper;
using ImageAttach.Tests.Support;
using Shop;

namespace ImageAttach.Tests.Databases;

/// <summary>An owner as the parameters of the user's own statements: its image sets are no columns.</summary>
public sealed class OwnerParameterTests(DatabaseKind kind) : ShopTests(kind)
{
    [Test]
    public async Task An_owner_is_the_parameters_of_a_statement()
    {
        await Db.ExecuteAsync("create table notes (id integer primary key, name varchar(20))");
        await Db.ExecuteAsync("insert into notes (id, name) values (@Id, @Name)", User);
        await Db.ExecuteAsync("update notes set name = @Name where id = @Id", new[] { new User { Id = User.Id, Name = "Bob" } });
        Assert.That(await Db.QuerySingleAsync<string>("select name from notes where id = @Id", User), Is.EqualTo("Bob"));
    }
}
