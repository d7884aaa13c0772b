import { example } from '../example'

/** The docs page of transform.append-rows. */
export const appendRowsDocs = `
Puts the rows of up to four tables below each other: all of the first table in its order, then all of the second, and so on.

- **By name**: columns of the same name go together, whatever their place (A to Z without regard to case; the first table's spelling stays). The columns of the first table come first, then those that only later tables have.
- **By position**: the first column with the first, and so on; the first table names them.

Columns that not all tables have are missing in the rows of the others, or are left out, or stop the step.

Whole numbers and numbers become numbers, dates and instants become instants. Other types that differ stop the step, or become text.

${example(
  [
    { id: 'may', component: 'data.enter@1', params: { table: { columns: [{ name: 'shop', type: 'text' }, { name: 'sold', type: 'integer' }], rows: [['Bergen', '4']] } } },
    { id: 'june', component: 'data.enter@1', params: { table: { columns: [{ name: 'sold', type: 'number' }, { name: 'shop', type: 'text' }, { name: 'returned', type: 'integer' }], rows: [['2.5', 'Oslo', '1']] } } },
    { id: 'both', component: 'transform.append-rows@1', params: { origin: 'source' } },
  ],
  ['may.table > both.first', 'june.table > both.second'],
)}
`
