-- Shop.PostPhoto

-- create table
create table if not exists "post_photo" (
    "post_tenant" integer not null,
    "post_number" integer not null,
    "order_index" integer not null,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("post_tenant", "post_number", "order_index", "width", "height", "recipe"),
    foreign key ("post_tenant", "post_number") references "shop"."posts" ("tenant", "number") on delete cascade
);

-- select
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo";

-- select set
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo" where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index order by "original" desc, "width", "height", "recipe";

-- select set to change
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo" where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index order by "original" desc, "width", "height", "recipe";

-- select two sets
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo" where ("post_tenant", "post_number", "order_index") in ((@post_tenant_0, @post_number_0, @order_index_0), (@post_tenant_1, @post_number_1, @order_index_1)) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo" where "post_tenant" in (@post_tenant_0, @post_tenant_1) order by "post_tenant", "post_number", "order_index", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'post_photo', @post_tenant, @post_number, @order_index), 0));

-- insert
insert into "post_photo" ("post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "post_photo" ("post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "post_photo" where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "post_photo"
where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index;

-- delete two sets
delete from "post_photo" where ("post_tenant", "post_number", "order_index") in ((@post_tenant_0, @post_number_0, @order_index_0), (@post_tenant_1, @post_number_1, @order_index_1));

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'post_photo', @post_tenant, @post_number, @order_index), 0));
delete from "post_photo"
where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index
returning "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'post_photo', @post_tenant, @post_number, @order_index), 0));
select "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "post_photo" where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index order by "original" desc, "width", "height", "recipe";
delete from "post_photo"
where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'post_photo', @post_tenant, @post_number, @order_index), 0));
delete from "post_photo"
where "post_tenant" = @post_tenant and "post_number" = @post_number and "order_index" = @order_index
returning "post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "post_photo" ("post_tenant", "post_number", "order_index", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

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
    primary key ("user_id", "width", "height", "recipe"),
    foreign key ("user_id") references "users" ("id") on delete cascade
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

