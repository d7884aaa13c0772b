CREATE TABLE "tensorboard_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"board" uuid NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"headers" jsonb NOT NULL,
	"body" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"taken_at" timestamp with time zone,
	"status" integer,
	"answer_headers" jsonb,
	"answer" "bytea"
);
--> statement-breakpoint
CREATE TABLE "tensorboards" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"shows" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ready_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tensorboard_requests" ADD CONSTRAINT "tensorboard_requests_board_tensorboards_id_fk" FOREIGN KEY ("board") REFERENCES "public"."tensorboards"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tensorboards" ADD CONSTRAINT "tensorboards_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tensorboards" ADD CONSTRAINT "tensorboards_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tensorboard_requests_open" ON "tensorboard_requests" USING btree ("board","created_at") WHERE taken_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "tensorboards_run" ON "tensorboards" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "tensorboards_workspace" ON "tensorboards" USING btree ("workspace_id","created_at");