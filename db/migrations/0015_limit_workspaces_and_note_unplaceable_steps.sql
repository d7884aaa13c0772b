CREATE TABLE "workspace_quotas" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"steps" integer,
	"cpus" real,
	"memory_mb" integer,
	"gpus" integer
);
--> statement-breakpoint
ALTER TABLE "step_runs" drop column "demanding";--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "demanding" boolean GENERATED ALWAYS AS (requests ?| array['cpus', 'memoryMb', 'gpus', 'tags', 'priority', 'resources']) STORED;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "step_runs_demanding" ON "step_runs" USING btree ("ready_at") WHERE state in ('queued', 'running') and demanding;--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "unplaceable_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "workspace_quotas" ADD CONSTRAINT "workspace_quotas_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;