CREATE TABLE "cluster_nodes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"target_id" uuid NOT NULL,
	"state" text DEFAULT 'launching' NOT NULL,
	"agent_id" uuid,
	"external_id" text DEFAULT '' NOT NULL,
	"join_hash" text,
	"room" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"launched_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"live_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "cluster_nodes_join_hash_unique" UNIQUE("join_hash")
);
--> statement-breakpoint
CREATE TABLE "compute_targets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"engine" text NOT NULL,
	"min_nodes" integer NOT NULL,
	"max_nodes" integer NOT NULL,
	"idle_seconds" integer NOT NULL,
	"slots" integer NOT NULL,
	"cpus" real,
	"memory_mb" integer,
	"gpus" integer DEFAULT 0 NOT NULL,
	"config" jsonb NOT NULL,
	"secret" text,
	"problem" text DEFAULT '' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"cool_until" timestamp with time zone,
	"created_by_name" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleting_at" timestamp with time zone,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "target_samples" (
	"target_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"desired" integer NOT NULL,
	"live" integer NOT NULL,
	"busy" integer NOT NULL,
	"launching" integer NOT NULL,
	"running" integer NOT NULL,
	"waiting" integer NOT NULL,
	CONSTRAINT "target_samples_target_id_at_pk" PRIMARY KEY("target_id","at")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "target_id" uuid;--> statement-breakpoint
ALTER TABLE "cluster_nodes" ADD CONSTRAINT "cluster_nodes_target_id_compute_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."compute_targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cluster_nodes" ADD CONSTRAINT "cluster_nodes_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target_samples" ADD CONSTRAINT "target_samples_target_id_compute_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."compute_targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cluster_nodes_target" ON "cluster_nodes" USING btree ("target_id","created_at");--> statement-breakpoint
CREATE INDEX "cluster_nodes_open" ON "cluster_nodes" USING btree ("target_id") WHERE state not in ('gone', 'failed');--> statement-breakpoint
CREATE UNIQUE INDEX "compute_targets_name" ON "compute_targets" USING btree ("name") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "target_samples_at" ON "target_samples" USING btree ("at");--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_target_id_compute_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."compute_targets"("id") ON DELETE set null ON UPDATE no action;