import { example } from '../example'

/** The docs page of transform.pivot. */
export const pivotDocs = `
Makes a long table wide. Each value of one column becomes a column; each combination of the key columns becomes a row; a cell holds an aggregate of the rows that belong to both.

Rows come out in the order in which their keys first appear. New columns stand in the order of their values (numbers and dates by size), missing values last as the column \`missing\`. At most 2,000 columns are made.

**Cells**: sum, mean and median of numbers; smallest, largest, first and last of any column, without missing values; the number of rows, or of values. Cells without any row are missing, or 0.

Which values there are is only known after a run, so the steps behind cannot list the columns until then. **Values, in order** tells them beforehand; rows with other values are then left out, and the log says how many.

${example(
  [
    {
      id: 'sales',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [{ name: 'shop', type: 'text' }, { name: 'month', type: 'text' }, { name: 'sold', type: 'integer' }],
          rows: [['Oslo', 'May', '3'], ['Oslo', 'June', '4'], ['Bergen', 'May', '5'], ['Bergen', 'May', '1']],
        },
      },
    },
    { id: 'pivot', component: 'transform.pivot@1', params: { keys: ['shop'], column: 'month', value: 'sold', aggregate: 'sum', values: 'May, June', empty: 'zero' } },
  ],
  ['sales.table > pivot.table'],
)}
`
