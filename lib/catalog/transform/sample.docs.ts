import { example, examplePenguins } from '../example'

/** The docs page of transform.sample. */
export const sampleDocs = `
Takes some of the rows. They keep the order of the input, and no row is taken twice.

- **At random**: exactly so many rows, or exactly the share, rounded to the nearest row.
- **Stratified**: the same, with each value of a column taken by its share, as nearly as whole rows allow. Missing values count as a value of their own.
- **So many of each value**: up to that many rows of each value of a column, at random. This balances classes that differ in size.
- **The first** rows, or the first share of them.
- **Every n-th**: the first row, and then every n-th.

The same seed on the same rows takes the same rows, on every machine. Where there are fewer rows than asked for, all come out, and the log says so.

${example([examplePenguins, { id: 'sample', component: 'transform.sample@1', params: { method: 'per-group', column: 'species', rows: 1, seed: 7 } }], ['penguins.table > sample.table'])}
`
