CREATE TABLE "event_files" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_files_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"run" integer NOT NULL,
	"path" text NOT NULL,
	"digest" text NOT NULL,
	"size" bigint NOT NULL,
	"read_to" bigint NOT NULL,
	"mark" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"plugins" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"left_out" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_summaries" (
	"run" integer NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"step" bigint NOT NULL,
	"ordinal" integer NOT NULL,
	"at_ms" bigint NOT NULL,
	"digest" text,
	"data" jsonb NOT NULL,
	CONSTRAINT "run_summaries_run_kind_name_step_ordinal_pk" PRIMARY KEY("run","kind","name","step","ordinal")
);
--> statement-breakpoint
ALTER TABLE "tracked_artifacts" ADD COLUMN "events_digest" text;--> statement-breakpoint
ALTER TABLE "event_files" ADD CONSTRAINT "event_files_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_summaries" ADD CONSTRAINT "run_summaries_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_files_path" ON "event_files" USING btree ("run","path");--> statement-breakpoint
CREATE INDEX "run_summaries_digest" ON "run_summaries" USING btree ("digest") WHERE digest is not null;--> statement-breakpoint
CREATE INDEX "tracked_artifacts_events" ON "tracked_artifacts" USING btree ("created_at") WHERE path like '%tfevents%' and events_digest is distinct from digest;