CREATE TABLE "labeling_answers" (
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"round_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"confidence" double precision NOT NULL,
	"right" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "labeling_answers_task_id_user_id_pk" PRIMARY KEY("task_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "labeling_assist" (
	"project_id" uuid PRIMARY KEY NOT NULL,
	"settings" jsonb NOT NULL,
	"described" jsonb,
	"run_id" uuid,
	"work" text,
	"problem" text DEFAULT '' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"try_after" timestamp with time zone,
	"round_id" uuid,
	"stopped" text DEFAULT '' NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_predictions" (
	"task_id" uuid PRIMARY KEY NOT NULL,
	"project_id" uuid NOT NULL,
	"group" integer NOT NULL,
	"round_id" uuid,
	"label" text,
	"confidence" double precision,
	"margin" double precision,
	"blind" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "labeling_rounds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"run_id" uuid,
	"labels" integer NOT NULL,
	"accuracy" double precision NOT NULL,
	"threshold" double precision,
	"report" jsonb NOT NULL,
	"proposed" integer DEFAULT 0 NOT NULL,
	"model_version" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "labeling_answers" ADD CONSTRAINT "labeling_answers_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_answers" ADD CONSTRAINT "labeling_answers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_answers" ADD CONSTRAINT "labeling_answers_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_assist" ADD CONSTRAINT "labeling_assist_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_predictions" ADD CONSTRAINT "labeling_predictions_task_id_labeling_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."labeling_tasks"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_predictions" ADD CONSTRAINT "labeling_predictions_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "labeling_rounds" ADD CONSTRAINT "labeling_rounds_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "labeling_answers_project" ON "labeling_answers" USING btree ("project_id","created_at");--> statement-breakpoint
CREATE INDEX "labeling_predictions_group" ON "labeling_predictions" USING btree ("project_id","group");--> statement-breakpoint
CREATE INDEX "labeling_predictions_margin" ON "labeling_predictions" USING btree ("project_id","margin");--> statement-breakpoint
CREATE UNIQUE INDEX "labeling_rounds_number" ON "labeling_rounds" USING btree ("project_id","number");