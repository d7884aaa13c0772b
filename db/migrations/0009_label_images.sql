CREATE TABLE "labeling_annotations" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"annotation_id" text NOT NULL,
	"annotation" jsonb NOT NULL,
	CONSTRAINT "labeling_annotations_task_id_user_id_annotation_id_pk" PRIMARY KEY("task_id","user_id","annotation_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_claims" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_drafts" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"active_seconds" double precision DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labeling_drafts_task_id_user_id_pk" PRIMARY KEY("task_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_flags" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"comment" text NOT NULL,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_images" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"digest" text NOT NULL,
	"size" bigint NOT NULL,
	"mime" text NOT NULL,
	"file_name" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"orientation" integer DEFAULT 1 NOT NULL,
	"web_digest" text,
	"web_mime" text,
	"thumb_digest" text,
	"problem" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_labels" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"colour" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"attributes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"skeleton" jsonb,
	"parent_id" uuid,
	"position" integer NOT NULL,
	"merged_into" uuid,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_operations" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"operation_id" text NOT NULL,
	"revision" integer NOT NULL,
	"annotation_id" text NOT NULL,
	"operation" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labeling_operations_task_id_user_id_operation_id_pk" PRIMARY KEY("task_id","user_id","operation_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_projects" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"kinds" jsonb NOT NULL,
	"tags" text DEFAULT 'one' NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"overlap" integer DEFAULT 1 NOT NULL,
	"review_share" double precision DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_reviews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"reviewer_id" uuid,
	"verdict" text NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"before" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_skips" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labeling_skips_task_id_user_id_pk" PRIMARY KEY("task_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_submissions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"task_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"annotations" jsonb NOT NULL,
	"active_seconds" double precision DEFAULT 0 NOT NULL,
	"extra" boolean DEFAULT false NOT NULL,
	"verdict" text DEFAULT 'none' NOT NULL,
	"origin" text DEFAULT 'labeled' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_tasks" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"image_id" uuid NOT NULL,
	"position" integer GENERATED ALWAYS AS IDENTITY (sequence name "labeling_tasks_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"priority" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"required" integer NOT NULL,
	"submitted" integer DEFAULT 0 NOT NULL,
	"result" jsonb,
	"proposals" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"done_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "labeling_annotations" ADD CONSTRAINT "labeling_annotations_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_annotations" ADD CONSTRAINT "labeling_annotations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_claims" ADD CONSTRAINT "labeling_claims_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_claims" ADD CONSTRAINT "labeling_claims_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_claims" ADD CONSTRAINT "labeling_claims_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_drafts" ADD CONSTRAINT "labeling_drafts_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_drafts" ADD CONSTRAINT "labeling_drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_flags" ADD CONSTRAINT "labeling_flags_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_flags" ADD CONSTRAINT "labeling_flags_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_images" ADD CONSTRAINT "labeling_images_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_images" ADD CONSTRAINT "labeling_images_digest_blobs_digest_fk" FOREIGN KEY ("digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_images" ADD CONSTRAINT "labeling_images_web_digest_blobs_digest_fk" FOREIGN KEY ("web_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_images" ADD CONSTRAINT "labeling_images_thumb_digest_blobs_digest_fk" FOREIGN KEY ("thumb_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_images" ADD CONSTRAINT "labeling_images_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_labels" ADD CONSTRAINT "labeling_labels_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_labels" ADD CONSTRAINT "labeling_labels_parent_id_labeling_labels_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."labeling_labels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_labels" ADD CONSTRAINT "labeling_labels_merged_into_labeling_labels_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."labeling_labels"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_operations" ADD CONSTRAINT "labeling_operations_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_operations" ADD CONSTRAINT "labeling_operations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_projects" ADD CONSTRAINT "labeling_projects_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_projects" ADD CONSTRAINT "labeling_projects_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_reviews" ADD CONSTRAINT "labeling_reviews_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_reviews" ADD CONSTRAINT "labeling_reviews_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_reviews" ADD CONSTRAINT "labeling_reviews_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_skips" ADD CONSTRAINT "labeling_skips_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_skips" ADD CONSTRAINT "labeling_skips_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_submissions" ADD CONSTRAINT "labeling_submissions_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_submissions" ADD CONSTRAINT "labeling_submissions_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_submissions" ADD CONSTRAINT "labeling_submissions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_tasks" ADD CONSTRAINT "labeling_tasks_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_tasks" ADD CONSTRAINT "labeling_tasks_image_id_labeling_images_id_fk" FOREIGN KEY ("image_id") REFERENCES "public"."labeling_images"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_claims_person" ON "labeling_claims" USING btree ("task_id","user_id");--> statement-breakpoint
CREATE INDEX "labeling_claims_project" ON "labeling_claims" USING btree ("project_id","user_id");--> statement-breakpoint
CREATE INDEX "labeling_flags_task" ON "labeling_flags" USING btree ("task_id");--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_images_name" ON "labeling_images" USING btree ("project_id","file_name");--> statement-breakpoint
CREATE INDEX "labeling_images_digest" ON "labeling_images" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "labeling_labels_project" ON "labeling_labels" USING btree ("project_id","position");--> statement-breakpoint
CREATE INDEX "labeling_operations_order" ON "labeling_operations" USING btree ("task_id","user_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_projects_name" ON "labeling_projects" USING btree ("workspace_id","name") WHERE state <> 'archived';--> statement-breakpoint
CREATE INDEX "labeling_reviews_task" ON "labeling_reviews" USING btree ("task_id");--> statement-breakpoint
CREATE INDEX "labeling_reviews_project" ON "labeling_reviews" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_submissions_person" ON "labeling_submissions" USING btree ("task_id","user_id");--> statement-breakpoint
CREATE INDEX "labeling_submissions_project" ON "labeling_submissions" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_tasks_image" ON "labeling_tasks" USING btree ("image_id");--> statement-breakpoint
CREATE INDEX "labeling_tasks_queue" ON "labeling_tasks" USING btree ("project_id","priority" DESC NULLS LAST,"position") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "labeling_tasks_order" ON "labeling_tasks" USING btree ("project_id","position");