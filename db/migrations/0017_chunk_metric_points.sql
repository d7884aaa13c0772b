CREATE TABLE "metric_chunks" (
	"run" integer NOT NULL,
	"key" integer NOT NULL,
	"size" integer NOT NULL,
	"ordinal" integer NOT NULL,
	"first_step" bigint NOT NULL,
	"last_step" bigint NOT NULL,
	"last_ms" bigint NOT NULL,
	"last_value" double precision NOT NULL,
	"min_ms" bigint NOT NULL,
	"max_ms" bigint NOT NULL,
	"lowest" double precision,
	"lowest_step" bigint,
	"lowest_ms" bigint,
	"highest" double precision,
	"highest_step" bigint,
	"highest_ms" bigint,
	"sum" double precision NOT NULL,
	"finite" integer NOT NULL,
	"nans" integer NOT NULL,
	"ups" integer NOT NULL,
	"downs" integer NOT NULL,
	"odd_step" bigint,
	"odd_ms" bigint,
	CONSTRAINT "metric_chunks_run_key_size_ordinal_pk" PRIMARY KEY("run","key","size","ordinal")
);
--> statement-breakpoint
ALTER TABLE "latest_metrics" ADD COLUMN "rolled_step" bigint DEFAULT '-9223372036854775808'::bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "latest_metrics" ADD COLUMN "rolled_ms" bigint DEFAULT '-9223372036854775808'::bigint NOT NULL;--> statement-breakpoint
ALTER TABLE "latest_metrics" ADD COLUMN "unrolled" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "metric_chunks" ADD CONSTRAINT "metric_chunks_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;