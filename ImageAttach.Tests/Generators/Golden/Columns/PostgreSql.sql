-- Archive.Photo

-- create table
create table if not exists "photos" (
    "caption" text not null,
    "credit" text,
    "album" numeric(20) not null,
    "featured" boolean not null,
    "rating" integer,
    "latitude" double precision not null,
    "price" numeric,
    "batch" uuid not null,
    "taken_at" timestamp,
    "thumbprint" bytea,
    "blur" text,
    "mood" smallint not null,
    "other_mood" smallint,
    "class" text not null,
    "width" integer not null,
    "height" integer not null,
    "mimetype" varchar(255) not null,
    "original" boolean not null,
    "created_at" timestamptz not null,
    "revision" varchar(32) not null default '',
    "length" bigint,
    "sha256" char(64),
    "recipe" varchar(100) not null default '',
    primary key ("album", "width", "height", "recipe")
);

-- select
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos";

-- select set
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos" where "album" = @album order by "original" desc, "width", "height", "recipe";

-- select set to change
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos" where "album" = @album order by "original" desc, "width", "height", "recipe";

-- select two sets
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos" where "album" in (@album_0, @album_1) order by "original" desc, "width", "height", "recipe";

-- select two owners
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos" where "album" in (@album_0, @album_1) order by "album", "original" desc, "width", "height", "recipe";

-- lock set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'photos', @album), 0));

-- insert
insert into "photos" ("caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into "photos" ("caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
select @caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe
where exists (select 1 from "photos" where "album" = @album and "original" and "revision" = @original_revision)
on conflict do nothing;

-- delete set
delete from "photos"
where "album" = @album;

-- delete two sets
delete from "photos" where "album" in (@album_0, @album_1);

-- delete set, returning its rows
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'photos', @album), 0));
delete from "photos"
where "album" = @album
returning "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";

-- select and delete set, on a server that does not return what it deletes
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'photos', @album), 0));
select "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe"
from "photos" where "album" = @album order by "original" desc, "width", "height", "recipe";
delete from "photos"
where "album" = @album;

-- replace set
select pg_advisory_xact_lock(hashtextextended(concat_ws('/', 'photos', @album), 0));
delete from "photos"
where "album" = @album
returning "caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe";
insert into "photos" ("caption", "credit", "album", "featured", "rating", "latitude", "price", "batch", "taken_at", "thumbprint", "blur", "mood", "other_mood", "class", "width", "height", "mimetype", "original", "created_at", "revision", "length", "sha256", "recipe")
values (@caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

