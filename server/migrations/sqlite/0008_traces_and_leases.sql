ALTER TABLE `idempotent_requests` ADD `lease_until` integer;--> statement-breakpoint
ALTER TABLE `jobs` ADD `traceparent` text;