CREATE TABLE "event_pieces" (
	"id" integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_pieces_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 2147483647 START WITH 1 CACHE 1),
	"run" integer NOT NULL,
	"path" text NOT NULL,
	"place" bigint NOT NULL,
	"bytes" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event_pieces" ADD CONSTRAINT "event_pieces_run_tracked_runs_id_fk" FOREIGN KEY ("run") REFERENCES "public"."tracked_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "event_pieces_place" ON "event_pieces" USING btree ("run","path","place");