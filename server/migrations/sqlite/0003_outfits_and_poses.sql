ALTER TABLE `fitting_sessions` ADD `pose` text;--> statement-breakpoint
ALTER TABLE `fitting_sessions` ADD `outfit` text;