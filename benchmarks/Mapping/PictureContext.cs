using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ImageAttach.Benchmarks.Mapping;

/// <summary>The table of pictures, for Entity Framework.</summary>
internal sealed class PictureContext(DbContextOptions<PictureContext> options) : DbContext(options)
{
    public DbSet<UserPicture> Pictures => Set<UserPicture>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<UserPicture>(Map);

    private static void Map(EntityTypeBuilder<UserPicture> table)
    {
        table.ToTable("user_picture").HasKey(row => new { row.UserId, row.Width, row.Height });
        table.Property(row => row.UserId).HasColumnName("user_id").ValueGeneratedNever();
        table.Property(row => row.Width).HasColumnName("width");
        table.Property(row => row.Height).HasColumnName("height");
        table.Property(row => row.MimeType).HasColumnName("mimetype");
        table.Property(row => row.Original).HasColumnName("original");
        table.Property(row => row.CreatedAt).HasColumnName("created_at");
        table.Property(row => row.Revision).HasColumnName("revision");
        table.Property(row => row.Length).HasColumnName("length");
        table.Property(row => row.Sha256).HasColumnName("sha256");
        table.Property(row => row.Recipe).HasColumnName("recipe");
        foreach (string computed in new[] { nameof(Image.ObjectType), nameof(Image.ObjectId), nameof(Image.IdentityAttributes), nameof(Image.IdentityMap), nameof(Image.Size), nameof(Image.Key) })
            table.Ignore(computed);
    }
}
