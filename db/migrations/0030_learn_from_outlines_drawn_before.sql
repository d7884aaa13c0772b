-- Models learn from outlines and masks now: projects that drew these before any model did are looked at once.
INSERT INTO "labeling_arrivals" ("project_id")
SELECT p."id" FROM "labeling_projects" p
WHERE p."kinds" ?| array['polygon', 'mask'] AND NOT EXISTS (SELECT 1 FROM "labeling_rounds" r WHERE r."project_id" = p."id");
