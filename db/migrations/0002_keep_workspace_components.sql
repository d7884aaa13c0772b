CREATE TABLE "workspace_component_versions" (
	"component" uuid NOT NULL,
	"version" integer NOT NULL,
	"declaration" jsonb NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspace_component_versions_component_version_pk" PRIMARY KEY("component","version")
);
--> statement-breakpoint
CREATE TABLE "workspace_components" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"component_id" text NOT NULL,
	"kind" text NOT NULL,
	"archived" boolean DEFAULT false NOT NULL,
	"draft_pipeline_id" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "groups" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "workspace_component_versions" ADD CONSTRAINT "workspace_component_versions_component_workspace_components_id_fk" FOREIGN KEY ("component") REFERENCES "public"."workspace_components"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_component_versions" ADD CONSTRAINT "workspace_component_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_components" ADD CONSTRAINT "workspace_components_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_components" ADD CONSTRAINT "workspace_components_draft_pipeline_id_pipelines_id_fk" FOREIGN KEY ("draft_pipeline_id") REFERENCES "public"."pipelines"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_components" ADD CONSTRAINT "workspace_components_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "workspace_components_id" ON "workspace_components" USING btree ("workspace_id","component_id");--> statement-breakpoint
CREATE INDEX "workspace_components_draft" ON "workspace_components" USING btree ("draft_pipeline_id");