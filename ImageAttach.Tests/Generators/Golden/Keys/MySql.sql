-- Library.AlbumPage

-- create table
create table if not exists `album_page` (
    `number` int not null,
    `album_id` bigint not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`album_id`, `number`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page`;

-- select set
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page` where `album_id` = @album_id and `number` = @number order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page` where `album_id` = @album_id and `number` = @number order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page` where (`album_id`, `number`) in ((@album_id_0, @number_0), (@album_id_1, @number_1)) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page` where `album_id` in (@album_id_0, @album_id_1) order by `album_id`, `number`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `album_page` where `album_id` = @album_id and `number` = @number for update;

-- insert
insert into `album_page` (`number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@number, @album_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `album_page` (`number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @number, @album_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `album_page` where `album_id` = @album_id and `number` = @number and `original` and `revision` = @original_revision)
on duplicate key update `width` = `album_page`.`width`;

-- delete set
delete from `album_page`
where `album_id` = @album_id and `number` = @number;

-- delete two sets
delete from `album_page` where (`album_id`, `number`) in ((@album_id_0, @number_0), (@album_id_1, @number_1));

-- delete set, returning its rows
delete from `album_page`
where `album_id` = @album_id and `number` = @number
returning `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `album_page` where `album_id` = @album_id and `number` = @number for update;
select `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `album_page` where `album_id` = @album_id and `number` = @number order by `original` desc, `width`, `height`, `recipe` for update;
delete from `album_page`
where `album_id` = @album_id and `number` = @number;

-- replace set
delete from `album_page`
where `album_id` = @album_id and `number` = @number
returning `number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `album_page` (`number`, `album_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@number, @album_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.ByBool

-- create table
create table if not exists `by_bool` (
    `id` boolean not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool`;

-- select set
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool` where `id` = @id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool` where `id` in (@id_0, @id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool` where `id` in (@id_0, @id_1) order by `id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `by_bool` where `id` = @id for update;

-- insert
insert into `by_bool` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `by_bool` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `by_bool` where `id` = @id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `by_bool`.`width`;

-- delete set
delete from `by_bool`
where `id` = @id;

-- delete two sets
delete from `by_bool` where `id` in (@id_0, @id_1);

-- delete set, returning its rows
delete from `by_bool`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `by_bool` where `id` = @id for update;
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_bool` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `by_bool`
where `id` = @id;

-- replace set
delete from `by_bool`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `by_bool` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.ByGuid

-- create table
create table if not exists `by_guid` (
    `id` char(36) not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid`;

-- select set
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid` where `id` = @id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid` where `id` in (@id_0, @id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid` where `id` in (@id_0, @id_1) order by `id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `by_guid` where `id` = @id for update;

-- insert
insert into `by_guid` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `by_guid` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `by_guid` where `id` = @id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `by_guid`.`width`;

-- delete set
delete from `by_guid`
where `id` = @id;

-- delete two sets
delete from `by_guid` where `id` in (@id_0, @id_1);

-- delete set, returning its rows
delete from `by_guid`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `by_guid` where `id` = @id for update;
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_guid` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `by_guid`
where `id` = @id;

-- replace set
delete from `by_guid`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `by_guid` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.BySide

-- create table
create table if not exists `by_side` (
    `id` tinyint not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side`;

-- select set
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side` where `id` = @id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side` where `id` in (@id_0, @id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side` where `id` in (@id_0, @id_1) order by `id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `by_side` where `id` = @id for update;

-- insert
insert into `by_side` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `by_side` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `by_side` where `id` = @id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `by_side`.`width`;

-- delete set
delete from `by_side`
where `id` = @id;

-- delete two sets
delete from `by_side` where `id` in (@id_0, @id_1);

-- delete set, returning its rows
delete from `by_side`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `by_side` where `id` = @id for update;
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_side` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `by_side`
where `id` = @id;

-- replace set
delete from `by_side`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `by_side` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.ByText

-- create table
create table if not exists `by_text` (
    `id` varchar(255) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text`;

-- select set
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text` where `id` = @id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text` where `id` in (@id_0, @id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text` where `id` in (@id_0, @id_1) order by `id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `by_text` where `id` = @id for update;

-- insert
insert into `by_text` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `by_text` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `by_text` where `id` = @id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `by_text`.`width`;

-- delete set
delete from `by_text`
where `id` = @id;

-- delete two sets
delete from `by_text` where `id` in (@id_0, @id_1);

-- delete set, returning its rows
delete from `by_text`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `by_text` where `id` = @id for update;
select `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `by_text` where `id` = @id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `by_text`
where `id` = @id;

-- replace set
delete from `by_text`
where `id` = @id
returning `id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `by_text` (`id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.Cover

-- create table
create table if not exists `cover` (
    `place` char(36) not null,
    `book isbn` varchar(255) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null,
    `side` tinyint not null,
    `new` boolean not null,
    `scanned_at` datetime(6),
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`place`, `book isbn`, `side`, `new`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover`;

-- select set
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover` where (`place`, `book isbn`, `side`, `new`) in ((@place_0, @book_u20_isbn_0, @side_0, @new_0), (@place_1, @book_u20_isbn_1, @side_1, @new_1)) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover` where `place` in (@place_0, @place_1) order by `place`, `book isbn`, `side`, `new`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new for update;

-- insert
insert into `cover` (`place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@place, @book_u20_isbn, @side, @new, @scanned_at, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `cover` (`place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @place, @book_u20_isbn, @side, @new, @scanned_at, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new and `original` and `revision` = @original_revision)
on duplicate key update `width` = `cover`.`width`;

-- delete set
delete from `cover`
where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new;

-- delete two sets
delete from `cover` where (`place`, `book isbn`, `side`, `new`) in ((@place_0, @book_u20_isbn_0, @side_0, @new_0), (@place_1, @book_u20_isbn_1, @side_1, @new_1));

-- delete set, returning its rows
delete from `cover`
where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new
returning `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new for update;
select `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `cover` where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new order by `original` desc, `width`, `height`, `recipe` for update;
delete from `cover`
where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new;

-- replace set
delete from `cover`
where `place` = @place and `book isbn` = @book_u20_isbn and `side` = @side and `new` = @new
returning `place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `cover` (`place`, `book isbn`, `side`, `new`, `scanned_at`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@place, @book_u20_isbn, @side, @new, @scanned_at, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.Portrait

-- create table
create table if not exists `portrait` (
    `person_id` int not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`person_id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait`;

-- select set
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait` where `person_id` = @person_id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait` where `person_id` = @person_id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait` where `person_id` in (@person_id_0, @person_id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait` where `person_id` in (@person_id_0, @person_id_1) order by `person_id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `portrait` where `person_id` = @person_id for update;

-- insert
insert into `portrait` (`person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@person_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `portrait` (`person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @person_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `portrait` where `person_id` = @person_id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `portrait`.`width`;

-- delete set
delete from `portrait`
where `person_id` = @person_id;

-- delete two sets
delete from `portrait` where `person_id` in (@person_id_0, @person_id_1);

-- delete set, returning its rows
delete from `portrait`
where `person_id` = @person_id
returning `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `portrait` where `person_id` = @person_id for update;
select `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `portrait` where `person_id` = @person_id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `portrait`
where `person_id` = @person_id;

-- replace set
delete from `portrait`
where `person_id` = @person_id
returning `person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `portrait` (`person_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@person_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- Library.PostPhoto

-- create table
create table if not exists `post_photo` (
    `post_id` bigint not null,
    `order_index` int not null,
    `caption` longtext not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`post_id`, `order_index`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo`;

-- select set
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_id` = @post_id and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_id` = @post_id and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where (`post_id`, `order_index`) in ((@post_id_0, @order_index_0), (@post_id_1, @order_index_1)) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_id` in (@post_id_0, @post_id_1) order by `post_id`, `order_index`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `post_photo` where `post_id` = @post_id and `order_index` = @order_index for update;

-- insert
insert into `post_photo` (`post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@post_id, @order_index, @caption, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `post_photo` (`post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @post_id, @order_index, @caption, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `post_photo` where `post_id` = @post_id and `order_index` = @order_index and `original` and `revision` = @original_revision)
on duplicate key update `width` = `post_photo`.`width`;

-- delete set
delete from `post_photo`
where `post_id` = @post_id and `order_index` = @order_index;

-- delete two sets
delete from `post_photo` where (`post_id`, `order_index`) in ((@post_id_0, @order_index_0), (@post_id_1, @order_index_1));

-- delete set, returning its rows
delete from `post_photo`
where `post_id` = @post_id and `order_index` = @order_index
returning `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `post_photo` where `post_id` = @post_id and `order_index` = @order_index for update;
select `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_id` = @post_id and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe` for update;
delete from `post_photo`
where `post_id` = @post_id and `order_index` = @order_index;

-- replace set
delete from `post_photo`
where `post_id` = @post_id and `order_index` = @order_index
returning `post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `post_photo` (`post_id`, `order_index`, `caption`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@post_id, @order_index, @caption, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

