ALTER TABLE `clothes3d` ADD `intermediates` text;--> statement-breakpoint
ALTER TABLE `workers` ADD `generators` text;