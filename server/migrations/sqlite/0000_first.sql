CREATE TABLE `avatar_presets` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`height_cm` real NOT NULL,
	`notes` text,
	`gltf_key` text NOT NULL,
	`thumbnail_key` text NOT NULL,
	`record_key` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `clothes` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`image_key` text NOT NULL,
	`back_image_key` text,
	`width_px` integer NOT NULL,
	`height_px` integer NOT NULL,
	`status` text DEFAULT 'uploaded' NOT NULL,
	`log` text DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `clothes_user` ON `clothes` (`user_id`);--> statement-breakpoint
CREATE TABLE `clothes3d` (
	`id` text PRIMARY KEY NOT NULL,
	`cloth_id` text NOT NULL,
	`model_used` text NOT NULL,
	`quality` text NOT NULL,
	`category` text,
	`options` text NOT NULL,
	`gltf_key` text,
	`obj_key` text,
	`mtl_key` text,
	`texture_key` text,
	`thumb_key` text,
	`pattern_key` text,
	`status` text DEFAULT 'processing' NOT NULL,
	`stage` text DEFAULT 'queued' NOT NULL,
	`progress` real DEFAULT 0 NOT NULL,
	`log` text DEFAULT '' NOT NULL,
	`error_code` text,
	`error_detail` text,
	`report` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`cloth_id`) REFERENCES `clothes`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `clothes3d_cloth` ON `clothes3d` (`cloth_id`);--> statement-breakpoint
CREATE TABLE `fitting_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`cloth3d_id` text NOT NULL,
	`avatar_preset_id` text NOT NULL,
	`method` text NOT NULL,
	`ease` text,
	`fitted_gltf_key` text,
	`thumb_key` text,
	`status` text DEFAULT 'processing' NOT NULL,
	`stage` text DEFAULT 'queued' NOT NULL,
	`progress` real DEFAULT 0 NOT NULL,
	`log` text DEFAULT '' NOT NULL,
	`error_code` text,
	`error_detail` text,
	`report` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`cloth3d_id`) REFERENCES `clothes3d`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`avatar_preset_id`) REFERENCES `avatar_presets`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fitting_sessions_cloth3d` ON `fitting_sessions` (`cloth3d_id`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	`waits_for` text,
	`priority` integer DEFAULT 0 NOT NULL,
	`state` text DEFAULT 'queued' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`heartbeat_at` integer,
	`outcome` text,
	`created_at` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_queue` ON `jobs` (`state`,`priority`,`created_at`);--> statement-breakpoint
CREATE INDEX `jobs_target` ON `jobs` (`target_id`);--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`created_at` integer NOT NULL
);
