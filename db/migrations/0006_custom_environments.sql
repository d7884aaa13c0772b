CREATE TABLE "environments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"version" integer NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"python" text DEFAULT '' NOT NULL,
	"requirements" text DEFAULT '' NOT NULL,
	"lock" text,
	"lock_hash" text,
	"system_packages" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"dockerfile" text DEFAULT '' NOT NULL,
	"stage" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"log" text DEFAULT '' NOT NULL,
	"resolver" uuid,
	"resolver_since" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"archived_at" timestamp with time zone,
	"created_by" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "agent_environments" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "agent_environments" ADD COLUMN "size_mb" integer;--> statement-breakpoint
ALTER TABLE "agent_environments" ADD COLUMN "used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "agent_environments" ADD COLUMN "wanted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_resolver_agents_id_fk" FOREIGN KEY ("resolver") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environments" ADD CONSTRAINT "environments_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "environments_version" ON "environments" USING btree ("workspace_id","name","version");--> statement-breakpoint
CREATE INDEX "environments_hash" ON "environments" USING btree ("lock_hash");--> statement-breakpoint
CREATE INDEX "environments_resolving" ON "environments" USING btree ("created_at") WHERE stage = 'resolving';--> statement-breakpoint
CREATE INDEX "step_runs_environment" ON "step_runs" USING btree ("workspace_id","environment_hash","ready_at") WHERE environment_hash is not null;