CREATE TABLE "api_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"user_id" text,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"requests_per_minute" integer,
	"jobs_per_day" integer,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "avatar_presets" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"height_cm" double precision NOT NULL,
	"notes" text,
	"gltf_key" text NOT NULL,
	"thumbnail_key" text NOT NULL,
	"record_key" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clothes" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text DEFAULT '' NOT NULL,
	"user_id" text NOT NULL,
	"image_key" text NOT NULL,
	"back_image_key" text,
	"width_px" integer NOT NULL,
	"height_px" integer NOT NULL,
	"status" text DEFAULT 'uploaded' NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"expired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clothes3d" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text DEFAULT '' NOT NULL,
	"cloth_id" text NOT NULL,
	"model_used" text NOT NULL,
	"quality" text NOT NULL,
	"category" text,
	"options" jsonb NOT NULL,
	"gltf_key" text,
	"obj_key" text,
	"mtl_key" text,
	"texture_key" text,
	"thumb_key" text,
	"pattern_key" text,
	"pattern_svg_key" text,
	"pattern_dxf_key" text,
	"status" text DEFAULT 'processing' NOT NULL,
	"stage" text DEFAULT 'queued' NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"error_code" text,
	"error_detail" text,
	"report" jsonb,
	"expired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fitting_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text DEFAULT '' NOT NULL,
	"user_id" text NOT NULL,
	"cloth3d_id" text NOT NULL,
	"avatar_preset_id" text NOT NULL,
	"method" text NOT NULL,
	"ease" text,
	"fabric" text,
	"pose" text,
	"outfit" jsonb,
	"fitted_gltf_key" text,
	"thumb_key" text,
	"status" text DEFAULT 'processing' NOT NULL,
	"stage" text DEFAULT 'queued' NOT NULL,
	"progress" double precision DEFAULT 0 NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"error_code" text,
	"error_detail" text,
	"report" jsonb,
	"expired_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_requests" (
	"tenant_id" text DEFAULT '' NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"answer" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotent_requests_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"target_id" text NOT NULL,
	"tenant_id" text DEFAULT '' NOT NULL,
	"user_id" text DEFAULT '' NOT NULL,
	"needs" text DEFAULT 'cpu' NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"turn" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone,
	"worker_id" text,
	"lease_until" timestamp (3) with time zone,
	"same_as" text,
	"outcome" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"tenant_id" text DEFAULT '' NOT NULL,
	"id" text NOT NULL,
	"email" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"event" text NOT NULL,
	"body" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp (3) with time zone NOT NULL,
	"last_error" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text DEFAULT '' NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"events" jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"capabilities" jsonb NOT NULL,
	"places" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worn_garments" (
	"session_id" text NOT NULL,
	"cloth3d_id" text NOT NULL,
	CONSTRAINT "worn_garments_session_id_cloth3d_id_pk" PRIMARY KEY("session_id","cloth3d_id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clothes" ADD CONSTRAINT "clothes_user_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clothes3d" ADD CONSTRAINT "clothes3d_cloth_id_clothes_id_fk" FOREIGN KEY ("cloth_id") REFERENCES "public"."clothes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fitting_sessions" ADD CONSTRAINT "fitting_sessions_cloth3d_id_clothes3d_id_fk" FOREIGN KEY ("cloth3d_id") REFERENCES "public"."clothes3d"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fitting_sessions" ADD CONSTRAINT "fitting_sessions_avatar_preset_id_avatar_presets_id_fk" FOREIGN KEY ("avatar_preset_id") REFERENCES "public"."avatar_presets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fitting_sessions" ADD CONSTRAINT "fitting_sessions_user_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "public"."users"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worn_garments" ADD CONSTRAINT "worn_garments_session_id_fitting_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."fitting_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worn_garments" ADD CONSTRAINT "worn_garments_cloth3d_id_clothes3d_id_fk" FOREIGN KEY ("cloth3d_id") REFERENCES "public"."clothes3d"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "clothes_user" ON "clothes" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "clothes3d_cloth" ON "clothes3d" USING btree ("cloth_id");--> statement-breakpoint
CREATE INDEX "clothes3d_tenant" ON "clothes3d" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "fitting_sessions_cloth3d" ON "fitting_sessions" USING btree ("cloth3d_id");--> statement-breakpoint
CREATE INDEX "fitting_sessions_user" ON "fitting_sessions" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "idempotent_requests_age" ON "idempotent_requests" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "jobs_line" ON "jobs" USING btree ("state","priority","turn");--> statement-breakpoint
CREATE INDEX "jobs_target" ON "jobs" USING btree ("target_id");--> statement-breakpoint
CREATE INDEX "jobs_user" ON "jobs" USING btree ("tenant_id","user_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_same" ON "jobs" USING btree ("same_as") WHERE state <> 'finished';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_line" ON "webhook_deliveries" USING btree ("state","not_before");--> statement-breakpoint
CREATE INDEX "webhooks_tenant" ON "webhooks" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "worn_garments_cloth3d" ON "worn_garments" USING btree ("cloth3d_id");