-- Archive.Draft

-- create table
create table if not exists "draft" (
    "sheet_id" integer not null,
    "store_name" text,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("sheet_id", "width", "height", "recipe")
);

-- select
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft";

-- select set
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";

-- select set to change
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";

-- select two sets
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft" where "sheet_id" in (@sheet_id_0, @sheet_id_1) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft" where "sheet_id" in (@sheet_id_0, @sheet_id_1) order by "sheet_id", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'draft', @sheet_id), 0));

-- insert
insert into "draft" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "draft" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "draft" where "sheet_id" = @sheet_id and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "draft"
where "sheet_id" = @sheet_id;

-- delete two sets
delete from "draft" where "sheet_id" in (@sheet_id_0, @sheet_id_1);

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'draft', @sheet_id), 0));
delete from "draft"
where "sheet_id" = @sheet_id
returning "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'draft', @sheet_id), 0));
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "draft" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";
delete from "draft"
where "sheet_id" = @sheet_id;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'draft', @sheet_id), 0));
delete from "draft"
where "sheet_id" = @sheet_id
returning "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "draft" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Archive.Scan

-- create table
create table if not exists "scan" (
    "sheet_id" integer not null,
    "store_name" text,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("sheet_id", "width", "height", "recipe")
);

-- select
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan";

-- select set
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";

-- select set to change
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";

-- select two sets
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan" where "sheet_id" in (@sheet_id_0, @sheet_id_1) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan" where "sheet_id" in (@sheet_id_0, @sheet_id_1) order by "sheet_id", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'scan', @sheet_id), 0));

-- insert
insert into "scan" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "scan" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "scan" where "sheet_id" = @sheet_id and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "scan"
where "sheet_id" = @sheet_id;

-- delete two sets
delete from "scan" where "sheet_id" in (@sheet_id_0, @sheet_id_1);

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'scan', @sheet_id), 0));
delete from "scan"
where "sheet_id" = @sheet_id
returning "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'scan', @sheet_id), 0));
select "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "scan" where "sheet_id" = @sheet_id order by "original" desc, "width", "height", "recipe";
delete from "scan"
where "sheet_id" = @sheet_id;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'scan', @sheet_id), 0));
delete from "scan"
where "sheet_id" = @sheet_id
returning "sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "scan" ("sheet_id", "store_name", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

