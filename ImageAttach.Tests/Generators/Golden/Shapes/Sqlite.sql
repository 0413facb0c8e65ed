-- Outer+Photo

-- create table
create table if not exists "photo" (
    "owner_id" integer not null,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" text not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("owner_id", "width", "height", "recipe")
);

-- select
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo";

-- select set
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo" where "owner_id" = @owner_id order by "original" desc, "width", "height", "recipe";

-- select set to change
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo" where "owner_id" = @owner_id order by "original" desc, "width", "height", "recipe";

-- select two sets
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo" where "owner_id" in (@owner_id_0, @owner_id_1) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo" where "owner_id" in (@owner_id_0, @owner_id_1) order by "owner_id", "original" desc, "width", "height", "recipe";

-- insert
insert into "photo" ("owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "photo" ("owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "photo" where "owner_id" = @owner_id and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "photo"
where "owner_id" = @owner_id;

-- delete two sets
delete from "photo" where "owner_id" in (@owner_id_0, @owner_id_1);

-- delete set, returning its rows
delete from "photo"
where "owner_id" = @owner_id
returning "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photo" where "owner_id" = @owner_id order by "original" desc, "width", "height", "recipe";
delete from "photo"
where "owner_id" = @owner_id;

-- replace set
delete from "photo"
where "owner_id" = @owner_id
returning "owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "photo" ("owner_id", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

