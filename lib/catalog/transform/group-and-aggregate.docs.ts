import { example, examplePenguins } from '../example'

/** The docs page of transform.group-and-aggregate. */
export const groupAndAggregateDocs = `
Puts rows with equal keys together and computes one row for each group. Without keys, all rows are one group; without aggregates, what comes out are the different combinations of the keys.

- **count** rows, **share** of all rows (0 to 1);
- **count-values**, **count-missing**, **count-distinct** of a column;
- **sum**, **mean**, **median**, **lower-quartile**, **upper-quartile**, **sd**, **variance** of numbers (sd and variance of a sample, divided by n − 1); sum and mean also of true/false: how many are true, and their share;
- **min**, **max**, **first**, **last**, **most-frequent** of any column. First and last are by row order, without missing values; of equally frequent values the smallest is taken.

Missing values are left out of all but count, share and count-missing; a group without any value gives a missing one. A missing key is a group of its own. Sums of whole numbers stay whole.

Groups come out in the order in which they first appear. A result without a name of your own is called after what it is, such as \`body_mass_g_mean\`.

${example(
  [
    examplePenguins,
    {
      id: 'group',
      component: 'transform.group-and-aggregate@1',
      params: { keys: ['species'], aggregates: [{ function: 'count' }, { function: 'mean', column: 'body_mass_g' }, { function: 'max', column: 'bill_length_mm', name: 'longest_bill' }] },
    },
  ],
  ['penguins.table > group.table'],
)}
`
