CREATE TABLE "artifact_uploads" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"path" text NOT NULL,
	"secret_hash" text NOT NULL,
	"parts" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "artifact_uploads_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "experiments" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "experiments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"lifecycle" text DEFAULT 'active' NOT NULL,
	"artifact_location" text NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_ms" bigint NOT NULL,
	"updated_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "latest_metrics" (
	"run" integer NOT NULL,
	"experiment_id" integer NOT NULL,
	"key" integer NOT NULL,
	"step" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	"last" double precision NOT NULL,
	"lowest" double precision,
	"highest" double precision,
	CONSTRAINT "latest_metrics_run_key_pk" PRIMARY KEY("run","key")
);
--> statement-breakpoint
CREATE TABLE "logged_model_metrics" (
	"model" integer NOT NULL,
	"run_id" text NOT NULL,
	"key" text NOT NULL,
	"step" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	"value" double precision NOT NULL,
	"dataset_name" text DEFAULT '' NOT NULL,
	"dataset_digest" text DEFAULT '' NOT NULL,
	CONSTRAINT "logged_model_metrics_model_key_step_at_ms_value_run_id_dataset_name_dataset_digest_pk" PRIMARY KEY("model","key","step","at_ms","value","run_id","dataset_name","dataset_digest")
);
--> statement-breakpoint
CREATE TABLE "logged_models" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "logged_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"model_id" text NOT NULL,
	"experiment_id" integer NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"status_message" text DEFAULT '' NOT NULL,
	"lifecycle" text DEFAULT 'active' NOT NULL,
	"model_type" text DEFAULT '' NOT NULL,
	"source_run_id" text DEFAULT '' NOT NULL,
	"artifact_uri" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_ms" bigint NOT NULL,
	"updated_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metric_keys" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "metric_keys_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metric_points" (
	"run" integer NOT NULL,
	"key" integer NOT NULL,
	"step" bigint NOT NULL,
	"at_ms" bigint NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "metric_points_run_key_step_at_ms_value_pk" PRIMARY KEY("run","key","step","at_ms","value")
);
--> statement-breakpoint
CREATE TABLE "model_aliases" (
	"model" integer NOT NULL,
	"alias" text NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "model_aliases_model_alias_pk" PRIMARY KEY("model","alias")
);
--> statement-breakpoint
CREATE TABLE "model_links" (
	"run" integer NOT NULL,
	"kind" text NOT NULL,
	"model_id" text NOT NULL,
	"step" bigint NOT NULL,
	CONSTRAINT "model_links_run_kind_model_id_step_pk" PRIMARY KEY("run","kind","model_id","step")
);
--> statement-breakpoint
CREATE TABLE "model_versions" (
	"model" integer NOT NULL,
	"version" integer NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"user_name" text DEFAULT '' NOT NULL,
	"stage" text DEFAULT 'None' NOT NULL,
	"source" text NOT NULL,
	"run_id" text DEFAULT '' NOT NULL,
	"run_link" text DEFAULT '' NOT NULL,
	"model_id" text DEFAULT '' NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_ms" bigint NOT NULL,
	"updated_ms" bigint NOT NULL,
	CONSTRAINT "model_versions_model_version_pk" PRIMARY KEY("model","version")
);
--> statement-breakpoint
CREATE TABLE "registered_models" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "registered_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_ms" bigint NOT NULL,
	"updated_ms" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracked_artifacts" (
	"workspace_id" uuid NOT NULL,
	"path" text NOT NULL,
	"digest" text NOT NULL,
	"size" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracked_datasets" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tracked_datasets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"experiment_id" integer NOT NULL,
	"name" text NOT NULL,
	"digest" text NOT NULL,
	"source_type" text NOT NULL,
	"source" text NOT NULL,
	"schema" text,
	"profile" text
);
--> statement-breakpoint
CREATE TABLE "tracked_inputs" (
	"run" integer NOT NULL,
	"dataset" integer NOT NULL,
	"tags" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "tracked_inputs_run_dataset_pk" PRIMARY KEY("run","dataset")
);
--> statement-breakpoint
CREATE TABLE "tracked_params" (
	"run" integer NOT NULL,
	"experiment_id" integer NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "tracked_params_run_key_pk" PRIMARY KEY("run","key")
);
--> statement-breakpoint
CREATE TABLE "tracked_runs" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "tracked_runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"run_id" text NOT NULL,
	"experiment_id" integer NOT NULL,
	"kind" text DEFAULT 'mlflow' NOT NULL,
	"name" text NOT NULL,
	"status" text NOT NULL,
	"lifecycle" text DEFAULT 'active' NOT NULL,
	"user_name" text DEFAULT '' NOT NULL,
	"start_ms" bigint NOT NULL,
	"end_ms" bigint,
	"deleted_ms" bigint,
	"artifact_uri" text NOT NULL,
	"parent_run_id" text,
	"pipeline_run_id" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracked_tags" (
	"run" integer NOT NULL,
	"experiment_id" integer NOT NULL,
	"key" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "tracked_tags_run_key_pk" PRIMARY KEY("run","key")
);
--> statement-breakpoint
ALTER TABLE "artifact_uploads" ADD CONSTRAINT "artifact_uploads_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "latest_metrics" ADD CONSTRAINT "latest_metrics_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logged_model_metrics" ADD CONSTRAINT "logged_model_metrics_model_logged_models_id_fk" FOREIGN KEY ("model") REFERENCES "public"."logged_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "logged_models" ADD CONSTRAINT "logged_models_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_keys" ADD CONSTRAINT "metric_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_aliases" ADD CONSTRAINT "model_aliases_model_registered_models_id_fk" FOREIGN KEY ("model") REFERENCES "public"."registered_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_links" ADD CONSTRAINT "model_links_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_versions" ADD CONSTRAINT "model_versions_model_registered_models_id_fk" FOREIGN KEY ("model") REFERENCES "public"."registered_models"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registered_models" ADD CONSTRAINT "registered_models_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_artifacts" ADD CONSTRAINT "tracked_artifacts_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_datasets" ADD CONSTRAINT "tracked_datasets_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_inputs" ADD CONSTRAINT "tracked_inputs_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_inputs" ADD CONSTRAINT "tracked_inputs_dataset_tracked_datasets_id_fk" FOREIGN KEY ("dataset") REFERENCES "public"."tracked_datasets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_params" ADD CONSTRAINT "tracked_params_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_runs" ADD CONSTRAINT "tracked_runs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_runs" ADD CONSTRAINT "tracked_runs_experiment_id_experiments_id_fk" FOREIGN KEY ("experiment_id") REFERENCES "public"."experiments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_runs" ADD CONSTRAINT "tracked_runs_pipeline_run_id_runs_id_fk" FOREIGN KEY ("pipeline_run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_runs" ADD CONSTRAINT "tracked_runs_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracked_tags" ADD CONSTRAINT "tracked_tags_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_number" ON "experiments" USING btree ("workspace_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "experiments_name" ON "experiments" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "latest_metrics_search" ON "latest_metrics" USING btree ("experiment_id","key","last","run");--> statement-breakpoint
CREATE UNIQUE INDEX "logged_models_model" ON "logged_models" USING btree ("workspace_id","model_id");--> statement-breakpoint
CREATE INDEX "logged_models_newest" ON "logged_models" USING btree ("experiment_id","lifecycle","created_ms" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "logged_models_run" ON "logged_models" USING btree ("workspace_id","source_run_id");--> statement-breakpoint
CREATE UNIQUE INDEX "metric_keys_name" ON "metric_keys" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE INDEX "model_links_model" ON "model_links" USING btree ("model_id");--> statement-breakpoint
CREATE INDEX "model_versions_logged" ON "model_versions" USING btree ("model_id") WHERE model_id <> '';--> statement-breakpoint
CREATE INDEX "model_versions_run" ON "model_versions" USING btree ("run_id") WHERE run_id <> '';--> statement-breakpoint
CREATE UNIQUE INDEX "registered_models_name" ON "registered_models" USING btree ("workspace_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "tracked_artifacts_path" ON "tracked_artifacts" USING btree ("workspace_id","path" collate "C");--> statement-breakpoint
CREATE INDEX "tracked_artifacts_digest" ON "tracked_artifacts" USING btree ("digest");--> statement-breakpoint
CREATE UNIQUE INDEX "tracked_datasets_name" ON "tracked_datasets" USING btree ("experiment_id","name","digest");--> statement-breakpoint
CREATE INDEX "tracked_inputs_dataset" ON "tracked_inputs" USING btree ("dataset");--> statement-breakpoint
CREATE INDEX "tracked_params_search" ON "tracked_params" USING btree ("experiment_id","key",left(value, 128),"run");--> statement-breakpoint
CREATE UNIQUE INDEX "tracked_runs_run" ON "tracked_runs" USING btree ("workspace_id","run_id");--> statement-breakpoint
CREATE INDEX "tracked_runs_newest" ON "tracked_runs" USING btree ("experiment_id","lifecycle","start_ms" DESC NULLS LAST,"run_id");--> statement-breakpoint
CREATE INDEX "tracked_runs_parent" ON "tracked_runs" USING btree ("workspace_id","parent_run_id") WHERE parent_run_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "tracked_runs_pipeline" ON "tracked_runs" USING btree ("pipeline_run_id") WHERE pipeline_run_id is not null;--> statement-breakpoint
CREATE INDEX "tracked_tags_search" ON "tracked_tags" USING btree ("experiment_id","key",left(value, 128),"run");--> statement-breakpoint
CREATE FUNCTION "forget_metric_points"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM "metric_points" WHERE "run" = old."id";
	RETURN old;
END $$;--> statement-breakpoint
CREATE TRIGGER "tracked_runs_forget_points" AFTER DELETE ON "tracked_runs" FOR EACH ROW EXECUTE FUNCTION "forget_metric_points"();
