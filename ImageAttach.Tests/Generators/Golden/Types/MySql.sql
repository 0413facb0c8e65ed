-- Depot.OrderScan

-- create table
create table if not exists `order_scan` (
    `color` varchar(7) not null,
    `order_id` char(36) not null,
    `day` date not null,
    `sku` varchar(40) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null,
    `at` time(6),
    `wait` bigint not null,
    `price` longtext,
    `note` longtext check (char_length(`note`) <= 2000),
    `width` int not null,
    `height` int not null,
    `mimetype` varchar(255) not null,
    `original` boolean not null,
    `created_at` datetime(6) not null,
    `revision` varchar(32) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    `length` bigint,
    `sha256` char(64),
    `recipe` varchar(100) character set utf8mb4 collate /*M!100202 utf8mb4_nopad_bin *//*!80017 utf8mb4_0900_bin */ not null default '',
    primary key (`order_id`, `day`, `sku`, `width`, `height`, `recipe`)
) engine = InnoDB default character set utf8mb4;

-- select
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan`;

-- select set
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku order by `original` desc, `width`, `height`, `recipe`;

-- select set to change
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku order by `original` desc, `width`, `height`, `recipe` for update;

-- select two sets
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan` where (`order_id`, `day`, `sku`) in ((@order_id_0, @day_0, @sku_0), (@order_id_1, @day_1, @sku_1)) order by `original` desc, `width`, `height`, `recipe`;

-- select two owners
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan` where `order_id` in (@order_id_0, @order_id_1) order by `order_id`, `day`, `sku`, `original` desc, `width`, `height`, `recipe`;

-- lock set
select 1 from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku for update;

-- insert
insert into `order_scan` (`order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

-- insert thumbnail
insert into `order_scan` (`order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
select @order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe from dual
where exists (select 1 from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku and `original` and `revision` = @original_revision)
on duplicate key update `width` = `order_scan`.`width`;

-- delete set
delete from `order_scan`
where `order_id` = @order_id and `day` = @day and `sku` = @sku;

-- delete two sets
delete from `order_scan` where (`order_id`, `day`, `sku`) in ((@order_id_0, @day_0, @sku_0), (@order_id_1, @day_1, @sku_1));

-- delete set, returning its rows
delete from `order_scan`
where `order_id` = @order_id and `day` = @day and `sku` = @sku
returning `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;

-- select and delete set, on a server that does not return what it deletes
select 1 from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku for update;
select `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`
from `order_scan` where `order_id` = @order_id and `day` = @day and `sku` = @sku order by `original` desc, `width`, `height`, `recipe` for update;
delete from `order_scan`
where `order_id` = @order_id and `day` = @day and `sku` = @sku;

-- replace set
delete from `order_scan`
where `order_id` = @order_id and `day` = @day and `sku` = @sku
returning `order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`;
insert into `order_scan` (`order_id`, `day`, `sku`, `at`, `wait`, `price`, `note`, `color`, `width`, `height`, `mimetype`, `original`, `created_at`, `revision`, `length`, `sha256`, `recipe`)
values (@order_id, @day, @sku, @at, @wait, @price, @note, @color, @width, @height, @mimetype, @original, @created_at, @revision, @length, @sha256, @recipe);

