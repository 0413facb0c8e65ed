-- Outer+Photo

-- create table
create table if not exists `photo` (
    `owner_id` bigint not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`owner_id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo`;

-- select set
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo` where `owner_id` = @owner_id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo` where `owner_id` = @owner_id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo` where `owner_id` in (@owner_id_0, @owner_id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo` where `owner_id` in (@owner_id_0, @owner_id_1) order by `owner_id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `photo` where `owner_id` = @owner_id for update;

-- insert
insert into `photo` (`owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `photo` (`owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `photo` where `owner_id` = @owner_id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `photo`.`width`;

-- delete set
delete from `photo`
where `owner_id` = @owner_id;

-- delete two sets
delete from `photo` where `owner_id` in (@owner_id_0, @owner_id_1);

-- delete set, returning its rows
delete from `photo`
where `owner_id` = @owner_id
returning `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `photo` where `owner_id` = @owner_id for update;
select `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photo` where `owner_id` = @owner_id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `photo`
where `owner_id` = @owner_id;

-- replace set
delete from `photo`
where `owner_id` = @owner_id
returning `owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `photo` (`owner_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@owner_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

