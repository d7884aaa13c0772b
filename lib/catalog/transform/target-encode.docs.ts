import { example } from '../example'

/** The docs page of transform.target-encode. */
export const targetEncodeDocs = `
Puts in place of a category the mean of the target among its rows. One number stands for a column of thousands of categories, where one-hot encoding would make thousands of columns.

A row must not be encoded by its own target, or a model learns the answer from it. So the rows are dealt into folds by chance, and each row is encoded by the rows of the **other** folds. The output **Transformation** holds the means of all rows, for test data and new data; applied to the training rows, it would leak.

**Smoothing** pulls rare categories towards the mean of all rows: (sum of the category + smoothing · mean) / (rows of the category + smoothing). Values that were never seen, or in no other fold, get the mean of all. Missing values are a category of their own. Rows whose target is missing do not count, but are encoded.

The target is a number, true/false (true counts as 1), or text of which one value counts as 1. It passes unchanged. Rows keep their order; the same seed deals the same folds.

${example(
  [
    {
      id: 'visits',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [
            { name: 'city', type: 'text' },
            { name: 'bought', type: 'boolean' },
          ],
          rows: [
            ['Bergen', 'yes'],
            ['Bergen', 'no'],
            ['Oslo', 'no'],
            ['Bergen', 'yes'],
            ['Oslo', 'no'],
            ['Oslo', 'yes'],
          ],
        },
      },
    },
    { id: 'encode', component: 'transform.target-encode@1', params: { columns: ['city'], target: 'bought', folds: 3, smoothing: 1 } },
  ],
  ['visits.table > encode.table'],
)}
`
