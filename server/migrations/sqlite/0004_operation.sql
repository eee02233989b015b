CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`user_id` text,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`scopes` text NOT NULL,
	`requests_per_minute` integer,
	`jobs_per_day` integer,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE TABLE `idempotent_requests` (
	`tenant_id` text DEFAULT '' NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`status` integer,
	`answer` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotent_requests_age` ON `idempotent_requests` (`created_at`);--> statement-breakpoint
CREATE TABLE `leases` (
	`name` text PRIMARY KEY NOT NULL,
	`holder` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`event` text NOT NULL,
	`body` text NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`not_before` integer NOT NULL,
	`last_error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_line` ON `webhook_deliveries` (`state`,`not_before`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text DEFAULT '' NOT NULL,
	`url` text NOT NULL,
	`secret` text NOT NULL,
	`events` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `webhooks_tenant` ON `webhooks` (`tenant_id`);--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`capabilities` text NOT NULL,
	`places` integer NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `worn_garments` (
	`session_id` text NOT NULL,
	`cloth3d_id` text NOT NULL,
	PRIMARY KEY(`session_id`, `cloth3d_id`),
	FOREIGN KEY (`session_id`) REFERENCES `fitting_sessions`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`cloth3d_id`) REFERENCES `clothes3d`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `worn_garments_cloth3d` ON `worn_garments` (`cloth3d_id`);--> statement-breakpoint
CREATE TABLE `__new_clothes` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text DEFAULT '' NOT NULL,
	`user_id` text NOT NULL,
	`image_key` text NOT NULL,
	`back_image_key` text,
	`width_px` integer NOT NULL,
	`height_px` integer NOT NULL,
	`status` text DEFAULT 'uploaded' NOT NULL,
	`log` text DEFAULT '' NOT NULL,
	`expired_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`,`user_id`) REFERENCES `users`(`tenant_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_clothes`("id", "tenant_id", "user_id", "image_key", "back_image_key", "width_px", "height_px", "status", "log", "expired_at", "created_at") SELECT "id", '', "user_id", "image_key", "back_image_key", "width_px", "height_px", "status", "log", NULL, "created_at" FROM `clothes`;--> statement-breakpoint
DROP TABLE `clothes`;--> statement-breakpoint
ALTER TABLE `__new_clothes` RENAME TO `clothes`;--> statement-breakpoint
CREATE INDEX `clothes_user` ON `clothes` (`tenant_id`,`user_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `__new_fitting_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text DEFAULT '' NOT NULL,
	`user_id` text NOT NULL,
	`cloth3d_id` text NOT NULL,
	`avatar_preset_id` text NOT NULL,
	`method` text NOT NULL,
	`ease` text,
	`fabric` text,
	`pose` text,
	`outfit` text,
	`fitted_gltf_key` text,
	`thumb_key` text,
	`status` text DEFAULT 'processing' NOT NULL,
	`stage` text DEFAULT 'queued' NOT NULL,
	`progress` real DEFAULT 0 NOT NULL,
	`log` text DEFAULT '' NOT NULL,
	`error_code` text,
	`error_detail` text,
	`report` text,
	`expired_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`cloth3d_id`) REFERENCES `clothes3d`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`avatar_preset_id`) REFERENCES `avatar_presets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`user_id`) REFERENCES `users`(`tenant_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_fitting_sessions`("id", "tenant_id", "user_id", "cloth3d_id", "avatar_preset_id", "method", "ease", "fabric", "pose", "outfit", "fitted_gltf_key", "thumb_key", "status", "stage", "progress", "log", "error_code", "error_detail", "report", "expired_at", "created_at") SELECT "id", '', "user_id", "cloth3d_id", "avatar_preset_id", "method", "ease", "fabric", "pose", "outfit", "fitted_gltf_key", "thumb_key", "status", "stage", "progress", "log", "error_code", "error_detail", "report", NULL, "created_at" FROM `fitting_sessions`;--> statement-breakpoint
DROP TABLE `fitting_sessions`;--> statement-breakpoint
ALTER TABLE `__new_fitting_sessions` RENAME TO `fitting_sessions`;--> statement-breakpoint
CREATE INDEX `fitting_sessions_cloth3d` ON `fitting_sessions` (`cloth3d_id`);--> statement-breakpoint
CREATE INDEX `fitting_sessions_user` ON `fitting_sessions` (`tenant_id`,`user_id`,`created_at`);--> statement-breakpoint
DROP INDEX `jobs_queue`;--> statement-breakpoint
ALTER TABLE `jobs` ADD `tenant_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `user_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `needs` text DEFAULT 'cpu' NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `turn` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `jobs` ADD `not_before` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `worker_id` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `lease_until` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `same_as` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `started_at` integer;--> statement-breakpoint
CREATE INDEX `jobs_line` ON `jobs` (`state`,`priority`,`turn`);--> statement-breakpoint
CREATE INDEX `jobs_user` ON `jobs` (`tenant_id`,`user_id`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_same` ON `jobs` (`same_as`) WHERE state <> 'finished';--> statement-breakpoint
CREATE TABLE `__new_users` (
	`tenant_id` text DEFAULT '' NOT NULL,
	`id` text NOT NULL,
	`email` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
INSERT INTO `__new_users`("tenant_id", "id", "email", "created_at") SELECT '', "id", "email", "created_at" FROM `users`;--> statement-breakpoint
DROP TABLE `users`;--> statement-breakpoint
ALTER TABLE `__new_users` RENAME TO `users`;--> statement-breakpoint
ALTER TABLE `clothes3d` ADD `tenant_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `clothes3d` ADD `expired_at` integer;--> statement-breakpoint
CREATE INDEX `clothes3d_tenant` ON `clothes3d` (`tenant_id`,`created_at`);--> statement-breakpoint
INSERT OR IGNORE INTO `worn_garments`(`session_id`, `cloth3d_id`) SELECT `id`, `cloth3d_id` FROM `fitting_sessions`;--> statement-breakpoint
INSERT OR IGNORE INTO `worn_garments`(`session_id`, `cloth3d_id`) SELECT s.`id`, w.value ->> 'cloth3dId' FROM `fitting_sessions` s, json_each(s.`outfit`) w WHERE EXISTS (SELECT 1 FROM `clothes3d` c WHERE c.`id` = w.value ->> 'cloth3dId');
