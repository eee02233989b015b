ALTER TABLE `fitting_sessions` ADD `options` text;--> statement-breakpoint
ALTER TABLE `fitting_sessions` ADD `extras` text;