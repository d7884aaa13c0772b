import { example } from '../example'

/** The docs page of transform.unpivot. */
export const unpivotDocs = `
Makes a wide table long. Each row comes out once for each of the chosen columns, with the column's name and its value; all other columns are repeated. It undoes *Pivot*.

Rows come out in the order of the input, and for each of them in the order of the columns in the table. Missing values come out as well, unless they are left out.

Whole numbers and numbers become numbers, dates and instants become instants. Other types that differ stop the step, or become text.

${example(
  [
    { id: 'sales', component: 'data.enter@1', params: { table: { columns: [{ name: 'shop', type: 'text' }, { name: 'May', type: 'integer' }, { name: 'June', type: 'number' }], rows: [['Oslo', '3', '4.5'], ['Bergen', '6', null]] } } },
    { id: 'long', component: 'transform.unpivot@1', params: { mode: 'all-but', columns: ['shop'], nameColumn: 'month', valueColumn: 'sold' } },
  ],
  ['sales.table > long.table'],
)}
`
