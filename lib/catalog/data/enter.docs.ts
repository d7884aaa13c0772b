import { example } from '../example'

/** The docs page of data.enter. */
export const enterDataDocs = `
A table that lives in the pipeline itself: lookup lists, thresholds, a few rows to try something out. Up to 10,000 rows and 200 columns; larger tables belong under Data.

Cells are kept as typed and read by the column's type when the step runs:

- **integer**: whole numbers of up to 64 bits; **number**: \`3.5\`, \`1e-3\`;
- **boolean**: true, false, yes, no, 1 or 0;
- **date**: \`2024-05-31\`; **timestamp**: \`2024-05-31 12:00\`, with seconds if wanted, without a zone;
- **text**: anything.

\`null\` is a missing value, and so is an empty cell of a column that is not text. Rows come out in the order in which they are written.

${example(
  [
    {
      id: 'prices',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [
            { name: 'fruit', type: 'text' },
            { name: 'price', type: 'number' },
            { name: 'since', type: 'date' },
          ],
          rows: [
            ['apple', '0.4', '2024-01-01'],
            ['pear', null, '2024-03-15'],
          ],
        },
      },
    },
    { id: 'select', component: 'transform.select-columns@1', params: { columns: ['fruit', 'price'] } },
  ],
  ['prices.table > select.table'],
)}
`
