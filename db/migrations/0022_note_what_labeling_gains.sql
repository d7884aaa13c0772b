CREATE TABLE "labeling_arrivals" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "labeling_arrivals_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"project_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "labeling_predictions" ADD COLUMN "several" jsonb;--> statement-breakpoint
ALTER TABLE "labeling_arrivals" ADD CONSTRAINT "labeling_arrivals_project_id_labeling_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."labeling_projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "labeling_arrivals_project" ON "labeling_arrivals" USING btree ("project_id");--> statement-breakpoint
CREATE FUNCTION "note_labeling_arrival"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "labeling_arrivals" ("project_id") VALUES (new."project_id");
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION "note_labeling_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO "labeling_arrivals" ("project_id") VALUES (new."id");
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "labeling_tasks_came" AFTER INSERT ON "labeling_tasks" FOR EACH ROW EXECUTE FUNCTION "note_labeling_arrival"();--> statement-breakpoint
CREATE TRIGGER "labeling_tasks_settled" AFTER UPDATE OF "result", "state" ON "labeling_tasks" FOR EACH ROW WHEN (old."result" IS DISTINCT FROM new."result" OR old."state" IS DISTINCT FROM new."state") EXECUTE FUNCTION "note_labeling_arrival"();--> statement-breakpoint
CREATE TRIGGER "labeling_labels_changed" AFTER INSERT OR UPDATE OF "deleted_at", "merged_into" ON "labeling_labels" FOR EACH ROW EXECUTE FUNCTION "note_labeling_arrival"();--> statement-breakpoint
CREATE TRIGGER "labeling_assist_changed" AFTER INSERT OR UPDATE ON "labeling_assist" FOR EACH ROW EXECUTE FUNCTION "note_labeling_arrival"();--> statement-breakpoint
CREATE TRIGGER "labeling_projects_changed" AFTER INSERT OR UPDATE OF "state", "kinds", "tags" ON "labeling_projects" FOR EACH ROW EXECUTE FUNCTION "note_labeling_change"();--> statement-breakpoint
INSERT INTO "labeling_arrivals" ("project_id") SELECT "id" FROM "labeling_projects";
