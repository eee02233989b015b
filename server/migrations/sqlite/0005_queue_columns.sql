ALTER TABLE `jobs` DROP COLUMN `waits_for`;--> statement-breakpoint
ALTER TABLE `jobs` DROP COLUMN `heartbeat_at`;