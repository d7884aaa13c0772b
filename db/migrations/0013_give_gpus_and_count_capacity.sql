ALTER TABLE "step_attempts" ADD COLUMN "gpus" text[];--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "demanding" boolean GENERATED ALWAYS AS (requests ?| array['cpus', 'memoryMb', 'gpus', 'tags', 'priority']) STORED;--> statement-breakpoint
CREATE INDEX "step_runs_demanding" ON "step_runs" USING btree ("ready_at") WHERE state in ('queued', 'running') and demanding;