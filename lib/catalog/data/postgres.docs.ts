/** The docs page of data.postgres. */
export const readPostgresDocs = `
Reads a table, or what a query gives, from a PostgreSQL database (also those that speak its protocol).

An admin adds the database once under **Data → Datastores**: host, database, user and password. The password is encrypted on the studio's disk; it is in no
pipeline, no export and no log. Steps name the datastore and nothing else. The studio itself connects, in a transaction that can only read, and hands the rows to
the agent as they come, so a table of any length passes in little memory.

- **Table** reads all its columns. **Query** reads what your SQL gives: join, filter and aggregate there, where the data is.
- **Columns** are asked from the database when you choose the source, so that the steps below know them before a run. A run takes what it finds.
- Each run asks anew, because a database changes; switch on *Reuse earlier results* for one that does not.

| in PostgreSQL | here |
| --- | --- |
| smallint, integer, bigint | whole number |
| real, double precision, numeric up to 15 digits | number |
| numeric of more than 15 digits | text, so that no digit is lost |
| boolean, date, timestamp, timestamptz | true/false, date, date and time |
| everything else | text, as PostgreSQL writes it |

\`\`\`json
{
  "id": "orders",
  "component": "data.postgres@1",
  "params": { "source": { "datastore": "shop", "mode": "query", "query": "select region, sum(amount) as amount from orders group by region" } }
}
\`\`\`
`
