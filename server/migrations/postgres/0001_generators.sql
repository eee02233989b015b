ALTER TABLE "clothes3d" ADD COLUMN "intermediates" jsonb;--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "generators" jsonb;