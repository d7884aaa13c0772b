import { example } from '../example'

/** The docs page of transform.join. */
export const joinDocs = `
Brings together the rows of two tables whose key columns are equal.

| | Rows |
|---|---|
| **inner** | pairs that match |
| **left** | pairs that match, and left rows without a match |
| **right** | pairs that match, and right rows without a match |
| **full** | pairs that match, and the unmatched rows of both |
| **semi** | left rows that have a match, once each; columns of the left table alone |
| **anti** | left rows that have none; columns of the left table alone |

**Columns**: all of the left table, then those of the right table without its keys. A key comes out once, under its name on the left. A right column whose name is taken gets the suffix.

**Order**: by the left table's rows, and for each by the right table's; unmatched right rows come last, in their order. With *right*, it is the right table's order.

Missing keys match nothing, not even each other. Keys may be whole numbers on one side and numbers with a point on the other, or dates and instants; text and numbers do not mix.

Where keys occur more than once in the right table, left rows are repeated; the log says so, and how many rows found no match.

${example(
  [
    { id: 'orders', component: 'data.enter@1', params: { table: { columns: [{ name: 'order', type: 'integer' }, { name: 'customer', type: 'text' }], rows: [['1', 'a'], ['2', 'b'], ['3', 'x']] } } },
    { id: 'customers', component: 'data.enter@1', params: { table: { columns: [{ name: 'id', type: 'text' }, { name: 'city', type: 'text' }], rows: [['a', 'Bergen'], ['b', 'Oslo']] } } },
    { id: 'join', component: 'transform.join@1', params: { how: 'left', keys: [{ left: 'customer', right: 'id' }] } },
  ],
  ['orders.table > join.left', 'customers.table > join.right'],
)}
`
