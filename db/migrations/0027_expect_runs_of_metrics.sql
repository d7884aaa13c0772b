-- With the most common pairs alone, PostgreSQL took all others for independent: of 75,000 metrics each in one experiment it expected a fiftieth of the runs.
DROP STATISTICS "latest_metrics_keys";--> statement-breakpoint
CREATE STATISTICS "latest_metrics_keys" (dependencies) ON "experiment_id", "key" FROM "latest_metrics";--> statement-breakpoint
DROP STATISTICS "tracked_params_values";--> statement-breakpoint
CREATE STATISTICS "tracked_params_values" (mcv) ON "experiment_id", "key", "head" FROM "tracked_params";--> statement-breakpoint
ALTER STATISTICS "tracked_params_values" SET STATISTICS 1000;--> statement-breakpoint
DROP STATISTICS "tracked_tags_values";--> statement-breakpoint
CREATE STATISTICS "tracked_tags_values" (mcv) ON "experiment_id", "key", "head" FROM "tracked_tags";--> statement-breakpoint
ALTER STATISTICS "tracked_tags_values" SET STATISTICS 1000;
