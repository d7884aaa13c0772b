DROP INDEX "tracked_params_search";--> statement-breakpoint
DROP INDEX "tracked_tags_search";--> statement-breakpoint
ALTER TABLE "tracked_params" ADD COLUMN "head" text GENERATED ALWAYS AS (left(value, 128)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "tracked_params" ADD COLUMN "start_ms" bigint;--> statement-breakpoint
UPDATE "tracked_params" SET "start_ms" = r."start_ms" FROM "tracked_runs" r WHERE r."id" = "run";--> statement-breakpoint
ALTER TABLE "tracked_params" ALTER COLUMN "start_ms" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "tracked_params" ADD COLUMN "number" double precision GENERATED ALWAYS AS (case when length(value) <= 40 and value ~ '^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,2})?$' then value::float8 end) STORED;--> statement-breakpoint
ALTER TABLE "tracked_tags" ADD COLUMN "head" text GENERATED ALWAYS AS (left(value, 128)) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "tracked_params_head" ON "tracked_params" USING btree ("experiment_id","key","head","run");--> statement-breakpoint
CREATE INDEX "tracked_params_number" ON "tracked_params" USING btree ("experiment_id","key","number","head","start_ms","run");--> statement-breakpoint
CREATE INDEX "tracked_runs_shown" ON "tracked_runs" USING btree ("experiment_id","lifecycle","id","archived_ms");--> statement-breakpoint
CREATE INDEX "tracked_runs_named" ON "tracked_runs" USING btree ("experiment_id","lifecycle",left(name, 128));--> statement-breakpoint
CREATE INDEX "tracked_runs_lasting" ON "tracked_runs" USING btree ("experiment_id","lifecycle",(end_ms - start_ms));--> statement-breakpoint
CREATE INDEX "tracked_tags_head" ON "tracked_tags" USING btree ("experiment_id","key","head","run");--> statement-breakpoint
-- A key has its values, and a metric its experiments: as if they were independent, PostgreSQL expected a thirtieth of the runs that fit.
CREATE STATISTICS "tracked_params_values" (dependencies, mcv) ON "experiment_id", "key", "head" FROM "tracked_params";--> statement-breakpoint
CREATE STATISTICS "tracked_tags_values" (dependencies, mcv) ON "experiment_id", "key", "head" FROM "tracked_tags";--> statement-breakpoint
CREATE STATISTICS "latest_metrics_keys" (dependencies, mcv) ON "experiment_id", "key" FROM "latest_metrics";--> statement-breakpoint
-- A run of a pipeline begins later than it is made.
CREATE FUNCTION "move_parameters_of_run"() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  update tracked_params set start_ms = new.start_ms where run = new.id;
  return null;
end $$;--> statement-breakpoint
CREATE TRIGGER "tracked_runs_begin_later" AFTER UPDATE OF "start_ms" ON "tracked_runs" FOR EACH ROW WHEN (old."start_ms" IS DISTINCT FROM new."start_ms") EXECUTE FUNCTION "move_parameters_of_run"();
