CREATE TABLE "labeling_assignments" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labeling_assignments_task_id_user_id_pk" PRIMARY KEY("task_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_gold" (
	"task_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"annotations" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_splits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	"into_id" uuid NOT NULL,
	"rule" jsonb NOT NULL,
	"moved" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "labeling_labels" ADD COLUMN "examples" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "labeling_projects" ADD COLUMN "gold_share" double precision DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "labeling_projects" ADD COLUMN "queue" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "labeling_assignments" ADD CONSTRAINT "labeling_assignments_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_assignments" ADD CONSTRAINT "labeling_assignments_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_assignments" ADD CONSTRAINT "labeling_assignments_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_gold" ADD CONSTRAINT "labeling_gold_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_gold" ADD CONSTRAINT "labeling_gold_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_gold" ADD CONSTRAINT "labeling_gold_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_splits" ADD CONSTRAINT "labeling_splits_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_splits" ADD CONSTRAINT "labeling_splits_label_id_labeling_labels_id_fk" FOREIGN KEY ("label_id") REFERENCES "public"."labeling_labels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_splits" ADD CONSTRAINT "labeling_splits_into_id_labeling_labels_id_fk" FOREIGN KEY ("into_id") REFERENCES "public"."labeling_labels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_splits" ADD CONSTRAINT "labeling_splits_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "labeling_assignments_project" ON "labeling_assignments" USING btree ("project_id","user_id");--> statement-breakpoint
CREATE INDEX "labeling_gold_project" ON "labeling_gold" USING btree ("project_id");--> statement-breakpoint
CREATE INDEX "labeling_splits_project" ON "labeling_splits" USING btree ("project_id","created_at");