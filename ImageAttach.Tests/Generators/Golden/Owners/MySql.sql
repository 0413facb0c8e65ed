-- Shop.PostPhoto

-- create table
create table if not exists `post_photo` (
    `post_tenant` int not null,
    `post_number` int not null,
    `order_index` int not null,
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`post_tenant`, `post_number`, `order_index`, `width`, `height`, `recipe`),
    foreign key (`post_tenant`, `post_number`) references `shop`.`posts` (`tenant`, `number`) on delete cascade
) engine = InnoDB default character set utf8mb4;

-- select
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo`;

-- select set
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where (`post_tenant`, `post_number`, `order_index`) in ((@post_tenant_0, @post_number_0, @order_index_0), (@post_tenant_1, @post_number_1, @order_index_1)) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_tenant` in (@post_tenant_0, @post_tenant_1) order by `post_tenant`, `post_number`, `order_index`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index for update;

-- insert
insert into `post_photo` (`post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `post_photo` (`post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index and `original` and `revision` = @original_revision)
on duplicate key update `width` = `post_photo`.`width`;

-- delete set
delete from `post_photo`
where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index;

-- delete two sets
delete from `post_photo` where (`post_tenant`, `post_number`, `order_index`) in ((@post_tenant_0, @post_number_0, @order_index_0), (@post_tenant_1, @post_number_1, @order_index_1));

-- delete set, returning its rows
delete from `post_photo`
where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index
returning `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index for update;
select `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `post_photo` where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index order by `original` desc, `width`, `height`, `recipe` for update;
delete from `post_photo`
where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index;

-- replace set
delete from `post_photo`
where `post_tenant` = @post_tenant and `post_number` = @post_number and `order_index` = @order_index
returning `post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `post_photo` (`post_tenant`, `post_number`, `order_index`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@post_tenant, @post_number, @order_index, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

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
    primary key (`user_id`, `width`, `height`, `recipe`),
    foreign key (`user_id`) references `users` (`id`) on delete cascade
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

