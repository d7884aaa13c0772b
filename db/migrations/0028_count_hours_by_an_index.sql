DROP INDEX "tracked_runs_hours";--> statement-breakpoint
CREATE INDEX "tracked_runs_hours" ON "tracked_runs" USING btree ("workspace_id","end_ms","start_ms","user_name") WHERE kind = 'mlflow' and parent_run_id is null and end_ms is not null;--> statement-breakpoint
-- As many days as there are ends of runs were expected, and all runs sorted for them.
CREATE STATISTICS "tracked_runs_days" (ndistinct) ON (end_ms / 86400000), "user_name" FROM "tracked_runs";
