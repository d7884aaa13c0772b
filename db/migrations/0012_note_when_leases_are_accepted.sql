ALTER TABLE "step_attempts" ADD COLUMN "accepted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "step_runs" ADD COLUMN "agent_losses" integer DEFAULT 0 NOT NULL;