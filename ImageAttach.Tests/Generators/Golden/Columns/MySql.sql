-- Archive.Photo

-- create table
create table if not exists `photos` (
    `caption` longtext not null,
    `credit` longtext,
    `album` bigint unsigned not null,
    `featured` boolean not null,
    `rating` int,
    `latitude` double not null,
    `price` decimal(38, 10),
    `batch` char(36) not null,
    `taken_at` datetime(6),
    `thumbprint` longblob,
    `blur` longtext,
    `mood` tinyint unsigned not null,
    `other_mood` tinyint unsigned,
    `class` longtext not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`album`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos`;

-- select set
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos` where `album` = @album order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos` where `album` = @album order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos` where `album` in (@album_0, @album_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos` where `album` in (@album_0, @album_1) order by `album`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `photos` where `album` = @album for update;

-- insert
insert into `photos` (`caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `photos` (`caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `photos` where `album` = @album and `original` and `revision` = @original_revision)
on duplicate key update `width` = `photos`.`width`;

-- delete set
delete from `photos`
where `album` = @album;

-- delete two sets
delete from `photos` where `album` in (@album_0, @album_1);

-- delete set, returning its rows
delete from `photos`
where `album` = @album
returning `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `photos` where `album` = @album for update;
select `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `photos` where `album` = @album order by `original` desc, `width`, `height`, `recipe` for update;
delete from `photos`
where `album` = @album;

-- replace set
delete from `photos`
where `album` = @album
returning `caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `photos` (`caption`, `credit`, `album`, `featured`, `rating`, `latitude`, `price`, `batch`, `taken_at`, `thumbprint`, `blur`, `mood`, `other_mood`, `class`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@caption, @credit, @album, @featured, @rating, @latitude, @price, @batch, @taken_at, @thumbprint, @blur, @mood, @other_mood, @class, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

