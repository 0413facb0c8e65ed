-- Shop.UserPicture

-- create table
create table if not exists "user_picture" (
    "user_id" integer not null,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("user_id", "width", "height", "recipe")
);

-- select
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture";

-- select set
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture" where "user_id" = @user_id order by "original" desc, "width", "height", "recipe";

-- select set to change
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture" where "user_id" = @user_id order by "original" desc, "width", "height", "recipe";

-- select two sets
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture" where "user_id" in (@user_id_0, @user_id_1) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture" where "user_id" in (@user_id_0, @user_id_1) order by "user_id", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'user_picture', @user_id), 0));

-- insert
insert into "user_picture" ("user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "user_picture" ("user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "user_picture" where "user_id" = @user_id and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "user_picture"
where "user_id" = @user_id;

-- delete two sets
delete from "user_picture" where "user_id" in (@user_id_0, @user_id_1);

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'user_picture', @user_id), 0));
delete from "user_picture"
where "user_id" = @user_id
returning "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'user_picture', @user_id), 0));
select "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "user_picture" where "user_id" = @user_id order by "original" desc, "width", "height", "recipe";
delete from "user_picture"
where "user_id" = @user_id;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'user_picture', @user_id), 0));
delete from "user_picture"
where "user_id" = @user_id
returning "user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "user_picture" ("user_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

