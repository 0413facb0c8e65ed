-- Archive.Draft

-- create table
create table if not exists `draft` (
    `sheet_id` int not null,
    `store_name` longtext,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`sheet_id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft`;

-- select set
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft` where `sheet_id` in (@sheet_id_0, @sheet_id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft` where `sheet_id` in (@sheet_id_0, @sheet_id_1) order by `sheet_id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `draft` where `sheet_id` = @sheet_id for update;

-- insert
insert into `draft` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `draft` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `draft` where `sheet_id` = @sheet_id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `draft`.`width`;

-- delete set
delete from `draft`
where `sheet_id` = @sheet_id;

-- delete two sets
delete from `draft` where `sheet_id` in (@sheet_id_0, @sheet_id_1);

-- delete set, returning its rows
delete from `draft`
where `sheet_id` = @sheet_id
returning `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `draft` where `sheet_id` = @sheet_id for update;
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `draft` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `draft`
where `sheet_id` = @sheet_id;

-- replace set
delete from `draft`
where `sheet_id` = @sheet_id
returning `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `draft` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Archive.Scan

-- create table
create table if not exists `scan` (
    `sheet_id` int not null,
    `store_name` longtext,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`sheet_id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan`;

-- select set
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan` where `sheet_id` in (@sheet_id_0, @sheet_id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan` where `sheet_id` in (@sheet_id_0, @sheet_id_1) order by `sheet_id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `scan` where `sheet_id` = @sheet_id for update;

-- insert
insert into `scan` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `scan` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `scan` where `sheet_id` = @sheet_id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `scan`.`width`;

-- delete set
delete from `scan`
where `sheet_id` = @sheet_id;

-- delete two sets
delete from `scan` where `sheet_id` in (@sheet_id_0, @sheet_id_1);

-- delete set, returning its rows
delete from `scan`
where `sheet_id` = @sheet_id
returning `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `scan` where `sheet_id` = @sheet_id for update;
select `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `scan` where `sheet_id` = @sheet_id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `scan`
where `sheet_id` = @sheet_id;

-- replace set
delete from `scan`
where `sheet_id` = @sheet_id
returning `sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `scan` (`sheet_id`, `store_name`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@sheet_id, @store_name, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

