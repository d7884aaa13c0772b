CREATE TABLE "sweep_trials" (
	"sweep_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"values" jsonb NOT NULL,
	"run_id" uuid,
	"objective" double precision,
	"series" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"log_cursor" bigint DEFAULT 0 NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "sweep_trials_sweep_id_number_pk" PRIMARY KEY("sweep_id","number")
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"pipeline_id" uuid,
	"graph" jsonb,
	"config" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"suggestion_run_id" uuid,
	"spent_ms" bigint DEFAULT 0 NOT NULL,
	"resumed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"created_by_name" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sweep_trials" ADD CONSTRAINT "sweep_trials_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "public"."sweeps"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_trials" ADD CONSTRAINT "sweep_trials_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_pipeline_id_pipelines_id_fk" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipelines"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_suggestion_run_id_runs_id_fk" FOREIGN KEY ("suggestion_run_id") REFERENCES "public"."runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_trials_run" ON "sweep_trials" USING btree ("run_id") WHERE run_id is not null;--> statement-breakpoint
CREATE INDEX "sweep_trials_open" ON "sweep_trials" USING btree ("sweep_id") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "sweeps_number" ON "sweeps" USING btree ("workspace_id","number");--> statement-breakpoint
CREATE INDEX "sweeps_open" ON "sweeps" USING btree ("state") WHERE state in ('running', 'paused');--> statement-breakpoint
CREATE INDEX "sweeps_pipeline" ON "sweeps" USING btree ("pipeline_id");