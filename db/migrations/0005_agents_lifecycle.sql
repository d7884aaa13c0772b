CREATE TABLE "agent_joins" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"workspace_id" uuid NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"agent_id" uuid,
	CONSTRAINT "agent_joins_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "agent_logs" (
	"agent_id" uuid PRIMARY KEY NOT NULL,
	"text" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "agent_metrics" (
	"agent_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"cpu" real NOT NULL,
	"memory_used_mb" integer NOT NULL,
	"disk_free_mb" bigint,
	"running" integer NOT NULL,
	"gpus" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "agent_metrics_agent_id_at_pk" PRIMARY KEY("agent_id","at")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "orders" text DEFAULT 'work' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "paused_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "stopped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "agent_joins" ADD CONSTRAINT "agent_joins_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_joins" ADD CONSTRAINT "agent_joins_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_logs" ADD CONSTRAINT "agent_logs_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_metrics" ADD CONSTRAINT "agent_metrics_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agent_metrics_at" ON "agent_metrics" USING btree ("at");--> statement-breakpoint
CREATE INDEX "step_attempts_agent" ON "step_attempts" USING btree ("agent_id","claimed_at");