CREATE TABLE "pipeline_comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"pipeline_id" uuid NOT NULL,
	"node" text NOT NULL,
	"parent_id" uuid,
	"body" text NOT NULL,
	"author_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"resolved_by" uuid
);
--> statement-breakpoint
ALTER TABLE "pipelines" ADD COLUMN "comments_revision" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pipeline_comments" ADD CONSTRAINT "pipeline_comments_pipeline_id_pipelines_id_fk" FOREIGN KEY ("pipeline_id") REFERENCES "public"."pipelines"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_comments" ADD CONSTRAINT "pipeline_comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_comments" ADD CONSTRAINT "pipeline_comments_resolved_by_users_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pipeline_comments" ADD CONSTRAINT "pipeline_comments_parent_id_pipeline_comments_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."pipeline_comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pipeline_comments_pipeline" ON "pipeline_comments" USING btree ("pipeline_id","created_at");