CREATE TABLE "compute_days" (
	"workspace_id" uuid NOT NULL,
	"day" date NOT NULL,
	"person" text NOT NULL,
	"seconds" double precision NOT NULL,
	"steps" integer NOT NULL,
	CONSTRAINT "compute_days_workspace_id_day_person_pk" PRIMARY KEY("workspace_id","day","person")
);
--> statement-breakpoint
CREATE TABLE "compute_days_done" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"through" date NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dashboard_versions" (
	"dashboard_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"content" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "dashboard_versions_dashboard_id_number_pk" PRIMARY KEY("dashboard_id","number")
);
--> statement-breakpoint
CREATE TABLE "dashboards" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"draft" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_by" uuid,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by_name" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "home_choices" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid,
	"dashboard_id" uuid,
	CONSTRAINT "home_choices_person" UNIQUE NULLS NOT DISTINCT("workspace_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "compute_days" ADD CONSTRAINT "compute_days_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compute_days_done" ADD CONSTRAINT "compute_days_done_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboard_versions" ADD CONSTRAINT "dashboard_versions_dashboard_id_dashboards_id_fk" FOREIGN KEY ("dashboard_id") REFERENCES "public"."dashboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboard_versions" ADD CONSTRAINT "dashboard_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboards" ADD CONSTRAINT "dashboards_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dashboards" ADD CONSTRAINT "dashboards_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_choices" ADD CONSTRAINT "home_choices_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_choices" ADD CONSTRAINT "home_choices_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "home_choices" ADD CONSTRAINT "home_choices_dashboard_id_dashboards_id_fk" FOREIGN KEY ("dashboard_id") REFERENCES "public"."dashboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dashboards_workspace" ON "dashboards" USING btree ("workspace_id","updated_at");--> statement-breakpoint
CREATE INDEX "runs_failed" ON "runs" USING btree ("workspace_id","ended_at") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "step_attempts_ended" ON "step_attempts" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "tracked_runs_open" ON "tracked_runs" USING btree ("workspace_id","start_ms") WHERE status in ('RUNNING', 'SCHEDULED') and lifecycle = 'active' and kind <> 'pipeline';--> statement-breakpoint
CREATE INDEX "tracked_runs_failed" ON "tracked_runs" USING btree ("workspace_id","end_ms") WHERE status = 'FAILED' and lifecycle = 'active' and kind <> 'pipeline';--> statement-breakpoint
CREATE INDEX "tracked_runs_hours" ON "tracked_runs" USING btree ("workspace_id","end_ms","start_ms","user_name") WHERE kind <> 'pipeline' and parent_run_id is null and end_ms is not null;