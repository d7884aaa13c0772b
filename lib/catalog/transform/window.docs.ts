import { example } from '../example'

/** The docs page of transform.window. */
export const windowDocs = `
Adds columns computed from neighbouring rows: those of the same group, in the order that you give. The rows themselves stay in the order of the input. Rows that are equal in the order's keys follow each other as in the input.

- **lag**, **lead**: the value so many rows before or after; **difference**: the change since then. Missing where there is no such row.
- **rolling** mean, sum, smallest, largest, standard deviation (divided by n − 1): over so many rows up to this one. At the start of a group they are of the rows that there are, or missing if they need all.
- **cumulative** sum, mean, smallest, largest: over all rows of the group up to this one.
- **row-number**, **rank** (1, 1, 3), **dense-rank** (1, 1, 2), **percent-rank** (0 to 1): the place of the row in its group.

Rolling and cumulative values leave missing values out; where there is nothing else they are missing. Rolling and cumulative means and sums are numbers. A future value (lead) must not be a feature of a model that predicts it.

${example(
  [
    {
      id: 'sales',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [{ name: 'shop', type: 'text' }, { name: 'day', type: 'date' }, { name: 'sold', type: 'integer' }],
          rows: [['Oslo', '2024-05-01', '3'], ['Bergen', '2024-05-01', '7'], ['Oslo', '2024-05-02', '5'], ['Oslo', '2024-05-03', '4'], ['Bergen', '2024-05-02', null]],
        },
      },
    },
    { id: 'window', component: 'transform.window@1', params: { groups: ['shop'], order: [{ column: 'day' }], compute: [{ function: 'lag', column: 'sold' }, { function: 'rolling-mean', column: 'sold', rows: 2 }, { function: 'row-number', name: 'visit' }] } },
  ],
  ['sales.table > window.table'],
)}
`
