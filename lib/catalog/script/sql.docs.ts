import { example, examplePenguins } from '../example'

/** The docs page of script.sql. */
export const sqlScriptDocs = `
Runs one \`SELECT\` over the connected tables, which are called \`in1\`, \`in2\` and \`in3\`. The language is that of DuckDB: common table expressions, window functions, \`PIVOT\`, \`QUALIFY\`, \`UNION ALL BY NAME\` and all else that reads.

- A query reads its inputs and nothing else: no files, no network, no settings. It cannot write.
- Rows come out in the order of its \`ORDER BY\`. Without one they keep the input's order where the query allows it.
- Column names come from the query; two of the same name are refused. Sums of whole numbers, which DuckDB makes wider, come out as whole numbers of 64 bits.
- Functions whose result changes from run to run (\`random()\`, \`now()\`, samples without a seed) are refused, since the result could not be reused or repeated. In place of random order: \`ORDER BY md5(concat(42, ':', id))\`.

Names with spaces, signs or capitals that matter stand in double quotes, text in single quotes. What columns come out is known after a run.

${example(
  [
    examplePenguins,
    {
      id: 'sql',
      component: 'script.sql@1',
      params: { query: "select species, body_mass_g,\n  body_mass_g - avg(body_mass_g) over (partition by species) as above_mean\nfrom in1\nwhere body_mass_g is not null\norder by species, body_mass_g" },
    },
  ],
  ['penguins.table > sql.in1'],
)}
`
