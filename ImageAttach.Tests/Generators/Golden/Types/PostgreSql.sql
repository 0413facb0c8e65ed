-- Depot.OrderScan

-- create table
create table if not exists "order_scan" (
    "color" varchar(7) not null,
    "order_id" uuid not null,
    "day" date not null,
    "sku" varchar(40) not null,
    "at" time,
    "wait" bigint not null,
    "price" text,
    "note" varchar(2000),
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("order_id", "day", "sku", "width", "height", "recipe")
);

-- select
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan";

-- select set
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan" where "order_id" = @order_id and "day" = @day and "sku" = @sku order by "original" desc, "width", "height", "recipe";

-- select set to change
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan" where "order_id" = @order_id and "day" = @day and "sku" = @sku order by "original" desc, "width", "height", "recipe";

-- select two sets
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan" where ("order_id", "day", "sku") in ((@order_id_0, @day_0, @sku_0), (@order_id_1, @day_1, @sku_1)) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan" where "order_id" in (@order_id_0, @order_id_1) order by "order_id", "day", "sku", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'order_scan', @order_id, @day, @sku), 0));

-- insert
insert into "order_scan" ("order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "order_scan" ("order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "order_scan" where "order_id" = @order_id and "day" = @day and "sku" = @sku and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "order_scan"
where "order_id" = @order_id and "day" = @day and "sku" = @sku;

-- delete two sets
delete from "order_scan" where ("order_id", "day", "sku") in ((@order_id_0, @day_0, @sku_0), (@order_id_1, @day_1, @sku_1));

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'order_scan', @order_id, @day, @sku), 0));
delete from "order_scan"
where "order_id" = @order_id and "day" = @day and "sku" = @sku
returning "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'order_scan', @order_id, @day, @sku), 0));
select "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "order_scan" where "order_id" = @order_id and "day" = @day and "sku" = @sku order by "original" desc, "width", "height", "recipe";
delete from "order_scan"
where "order_id" = @order_id and "day" = @day and "sku" = @sku;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'order_scan', @order_id, @day, @sku), 0));
delete from "order_scan"
where "order_id" = @order_id and "day" = @day and "sku" = @sku
returning "order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "order_scan" ("order_id", "day", "sku", "at", "wait", "price", "note", "color", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

