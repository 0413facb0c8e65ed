namespace ImageAttach.Tests.Generators.Declarations;

/// <summary>Owners and image types that lie in several projects.</summary>
public sealed class AssemblyTests
{
    private const string Photo = "namespace Shots; [ImageEntity] public partial class Photo : Image { [Key] public int OwnerId { get; set; } [Key] public int Number { get; set; } }";
    private const string OwnerAndPhoto = Photo + " public partial class Owner { public int Id { get; set; } [ImageAttachment] public partial MultipleImageSet<Photo> Photos { get; } }";
    private const string Admin = "using Shots; public partial class Admin { public int Id { get; set; } [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Photo> More { get; } public object Use() => More.GetImageSet(number: 1); }";

    [Test]
    public Task An_image_type_of_a_library_is_attached_in_the_library_and_here([Values] bool package) => new Project(
        "using Shots; public partial class Admin : Owner { [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Photo> More { get; } } public static class Try { public static object Run(Admin admin) => (admin.Photos.GetImageSet(1), admin.More.GetImageSet(1)); }")
    { Libraries = [new(OwnerAndPhoto) { Name = "Shots", IsPackage = package }], Causes = ["IMGA023"] }.CompilesAsync();

    [Test]
    public Task Two_libraries_attach_an_image_type_of_a_third([Values] bool package)
    {
        Project shots = new(Photo) { Name = "Shots", IsPackage = package };
        return new Project("using Shots; public static class Try { public static object Run(Posts.Post post, Blogs.Blog blog) => (post.Photos.GetImageSet(1), blog.Photos.GetImageSet(number: 2)); }")
        {
            Libraries = [Library("Posts", "Post"), Library("Blogs", "Blog")], Causes = ["IMGA023"],
        }.CompilesAsync();

        Project Library(string name, string type) => new($"namespace {name}; public partial class {type} {{ public int Id {{ get; set; }} [ImageAttachment(ForeignKey = \"OwnerId\")] public partial MultipleImageSet<Shots.Photo> Photos {{ get; }} }}")
        {
            Name = name, IsPackage = package, Libraries = [shots],
        };
    }

    [Test]
    public Task An_image_type_of_a_library_is_attached_here_alone([Values] bool package) =>
        new Project(Admin) { Libraries = [new(Photo) { Name = "Shots", IsPackage = package }] }.CompilesAsync();

    [Test]
    public Task Other_keys_than_the_library_has_are_reported([Values] bool package) => new Project(
        "using Shots; public partial class Admin { public int Id { get; set; } [ImageAttachment(ForeignKey = \"Number\")] public partial MultipleImageSet<Photo> More { get; } }")
    { Libraries = [new(Photo) { Name = "Shots", IsPackage = package }] }.IsRefusedAsync("IMGA039 at More");

    [Test]
    public Task A_base_class_of_another_project_has_internal_members() => new Project("""
        public partial class User : Lib.EntityBase { [ImageAttachment] public partial ImageSet<UserPicture> Picture { get; } }
        [ImageEntity] public partial class UserPicture : Lib.PictureBase { [Key] public int UserId { get; set; } }
        """)
    { Libraries = [Bases()] }.IsRefusedAsync("IMGA042 at UserPicture", "IMGA042 at UserPicture", "IMGA042 at UserPicture");

    [Test]
    public Task A_base_class_of_a_friend_has_internal_members([Values] bool package) => new Project("""
        public partial class User : Lib.EntityBase { [ImageAttachment] public partial ImageSet<UserPicture> Picture { get; } }
        [ImageEntity] public partial class UserPicture : Lib.PictureBase { [Key] public int UserId { get; set; } public static string? Use(UserPicture picture) => picture.Tag; }
        """)
    { Libraries = [Bases("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Consumer\")]") with { IsPackage = package }] }.CompilesAsync();

    [Test]
    public Task A_base_class_of_another_project_has_image_sets_that_only_it_can_name([Values] bool package) => new Project("""
        public sealed partial class Member : Lib.User { [ImageAttachment] public partial ImageSet<MemberPicture> Picture { get; } public int Count => ((IImageOwner)this).ImageSets.Count; }
        [ImageEntity] public partial class MemberPicture : Image { [Key] public int MemberId { get; set; } }
        """)
    {
        Libraries =
        [
            new("""
                namespace Lib;
                public partial class User
                {
                    public int Id { get; set; }
                    [ImageAttachment(ForeignKey = "UserId")] private partial ImageSet<Passport> Passport { get; }
                    [ImageAttachment(ForeignKey = "UserId")] internal partial ImageSet<Badge> Badge { get; }
                }
                [ImageEntity] public partial class Passport : Image { [Key] public int UserId { get; set; } }
                [ImageEntity] public partial class Badge : Image { [Key] public int UserId { get; set; } }
                """) { Name = "Lib", IsPackage = package },
        ],
    }.CompilesAsync();

    [Test]
    public Task An_owners_key_that_another_project_keeps_to_itself_is_reported() => new Project("""
        public partial class User : Lib.EntityBase { [ImageAttachment] public partial ImageSet<UserPicture> Picture { get; } }
        [ImageEntity] public partial class UserPicture : Image { [Key] public int UserId { get; set; } }
        """)
    { Libraries = [new("namespace Lib; public class EntityBase { [Key] internal int Id { get; set; } }") { Name = "Lib" }] }.IsRefusedAsync("IMGA031 at Picture");

    [TestCase("{ get; internal set; }")]
    [TestCase("{ get; set; } internal Photo() { }")]
    public Task An_image_type_of_another_project_that_cannot_be_made_here_is_reported(string key) => new Project(
        "public partial class User { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Lib.Photo> Photo { get; } }")
    { Libraries = [new($"namespace Lib; [ImageEntity] public partial class Photo : Image {{ [Key] public int UserId {key} }}") { Name = "Lib" }] }.IsRefusedAsync("IMGA031 at Photo");

    [Test]
    public Task An_image_type_of_a_project_without_the_generator_is_reported() => new Project(
        "public partial class User { public int Id { get; set; } [ImageAttachment] public partial ImageSet<Lib.Photo> Photo { get; } }")
    {
        Libraries = [new("namespace Lib; [ImageEntity] public abstract class Photo : Image { [Key] public int UserId { get; set; } }") { Name = "Lib" }],
    }.IsRefusedAsync("IMGA037 at Photo");

    [Test]
    public Task Two_namespaces_have_a_class_of_one_name() => new Project("""
        namespace Shop { [ImageEntity(Table = "a")] public partial class Photo : Image { [Key] public int Id { get; set; } } }
        namespace Blog { [ImageEntity(Table = "b")] public partial class Photo : Image { [Key] public Guid Id { get; set; } } }
        """).CompilesAsync();

    private static Project Bases(string attributes = "") => new($$"""
        {{attributes}}
        namespace Lib;
        public class EntityBase { public int Id { get; set; } internal int UserId { get; set; } }
        public abstract class PictureBase : Image { public string? Caption { get; set; } internal string? Tag { get; set; } public string? Alt { get; internal set; } protected internal string? Note { get; set; } }
        """)
    { Name = "Lib" };
}
