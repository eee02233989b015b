ALTER TABLE "fitting_sessions" ADD COLUMN "options" jsonb;--> statement-breakpoint
ALTER TABLE "fitting_sessions" ADD COLUMN "extras" jsonb;