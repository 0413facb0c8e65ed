-- Shop.UserPicture

-- create table
create table if not exists `user_picture` (
    `user_id` int not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`user_id`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture`;

-- select set
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture` where `user_id` = @user_id order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture` where `user_id` = @user_id order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture` where `user_id` in (@user_id_0, @user_id_1) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture` where `user_id` in (@user_id_0, @user_id_1) order by `user_id`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `user_picture` where `user_id` = @user_id for update;

-- insert
insert into `user_picture` (`user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `user_picture` (`user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `user_picture` where `user_id` = @user_id and `original` and `revision` = @original_revision)
on duplicate key update `width` = `user_picture`.`width`;

-- delete set
delete from `user_picture`
where `user_id` = @user_id;

-- delete two sets
delete from `user_picture` where `user_id` in (@user_id_0, @user_id_1);

-- delete set, returning its rows
delete from `user_picture`
where `user_id` = @user_id
returning `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `user_picture` where `user_id` = @user_id for update;
select `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `user_picture` where `user_id` = @user_id order by `original` desc, `width`, `height`, `recipe` for update;
delete from `user_picture`
where `user_id` = @user_id;

-- replace set
delete from `user_picture`
where `user_id` = @user_id
returning `user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `user_picture` (`user_id`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@user_id, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

