import { example, examplePenguins } from '../example'

/** The docs page of transform.split-data. */
export const splitDataDocs = `
Divides the rows of a table into two parts. Each row is in exactly one of them, and both parts keep the order of the input.

- **At random**: the first part has exactly the given share of the rows, rounded to the nearest row.
- **Stratified**: the share also holds within each value of a column, as nearly as whole rows allow; the total is exact all the same. Missing values count as a value of their own. Values with too few rows to be in both parts are named in the log.
- **In order**: the first rows are the first part. This is the right one for data in time, where the past predicts the future.

The same seed on the same rows gives the same parts, on every machine: each row's number is hashed together with the seed, and the rows with the lowest hashes are the first part.

${example([examplePenguins, { id: 'split', component: 'transform.split-data@1', params: { share: 0.5, method: 'stratified', stratify: 'species', seed: 42 } }], ['penguins.table > split.table'])}
`
