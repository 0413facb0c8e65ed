using System.Data;
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
        Assert.That(await Db.QuerySingleAsync<int>("select @Id", new Post { Id = 5 }), Is.EqualTo(5));
    }

    // Dapper gives a procedure every property of its parameters' object.
    [Test]
    public async Task An_owner_is_the_parameters_of_a_stored_procedure()
    {
        if (Kind == DatabaseKind.Sqlite)
        {
            Assert.That(() => Db.ExecuteAsync("add_note", User, commandType: CommandType.StoredProcedure), Throws.ArgumentException.With.Message.Contains("StoredProcedure"), "SQLite has none");
            return;
        }

        await Db.ExecuteAsync("create table notes (id integer primary key, name varchar(20))");
        await Db.ExecuteAsync(Kind == DatabaseKind.MariaDb
            ? "create procedure add_note(Id int, Name varchar(20)) insert into notes (id, name) values (Id, Name)"
            : """create procedure add_note("Id" integer, "Name" text) language sql as $$insert into notes (id, name) values ("Id", "Name")$$""");
        await Db.ExecuteAsync("add_note", User, commandType: CommandType.StoredProcedure);
        await Db.ExecuteAsync("add_note", new DynamicParameters(new User { Id = 2, Name = "Bob" }), commandType: CommandType.StoredProcedure);
        Assert.That(await Db.QueryAsync<string>("select name from notes order by id desc"), Is.EqualTo(new[] { "Ada", "Bob" }));

        await Db.ExecuteAsync(Kind == DatabaseKind.MariaDb
            ? "create procedure remove_notes(Id int, Content text) delete from notes where notes.id <> Id"
            : """create procedure remove_notes("Id" bigint, "Content" text) language sql as $$delete from notes where id <> "Id"$$""");
        await Db.ExecuteAsync("remove_notes", new Post { Id = 2 }, commandType: CommandType.StoredProcedure);
        Assert.That(await Db.QueryAsync<string>("select name from notes"), Is.EqualTo(new[] { "Bob" }));
    }

    [Test]
    public void Image_sets_add_no_parameter_of_a_procedure()
    {
        using System.Data.Common.DbCommand command = new Npgsql.NpgsqlCommand { CommandType = CommandType.StoredProcedure };
        User.Picture.AddParameter(command, nameof(User.Picture));
        new Post().Photos.AddParameter(command, nameof(Post.Photos));
        Assert.That(command.Parameters, Is.Empty);
    }

    [Test]
    public void A_statement_that_uses_images_as_a_parameter_is_refused()
    {
        Assert.That(() => Db.ExecuteAsync("select @Picture", User), Throws.TypeOf<NotSupportedException>().With.Message.Contains("'Picture' holds images"));
        Assert.That(() => Db.ExecuteAsync("select @Photos", new Post { Id = 5 }), Throws.TypeOf<NotSupportedException>().With.Message.Contains("'Photos' holds images"));
    }
}
