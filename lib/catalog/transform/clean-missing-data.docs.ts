import { example, examplePenguins } from '../example'

/** The docs page of transform.clean-missing-data. */
export const cleanMissingDataDocs = `
Deals with missing values (NaN in a number column counts as missing). With no columns chosen, it looks at all of them.

- **Drop rows** that miss any of the columns, or all of them.
- **Drop columns** of which more than the given share is missing. Which ones these are is only known after a run, so the steps behind cannot list their columns until then.
- **Fill**: numbers by median, mean, most frequent value or a constant; other columns by most frequent value or a constant. Single columns can have a rule of their own. The mean and median of whole numbers need not be whole, so such a column becomes a number. Where two values are equally frequent, the smaller one is taken.
- **Remember what was missing** adds a true/false column \`<column>_missing\` for each column that is filled.

Rows that stay keep their order.

The output **Transformation** holds what was learned: the fill values, or which columns were dropped. Connect it to *Apply transformation* to treat other data, such as the test part of a split, by the values of the training part. Learning them again there would leak knowledge of the test data into it.

${example(
  [
    examplePenguins,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.5, seed: 1 } },
    { id: 'clean', component: 'transform.clean-missing-data@1', params: { method: 'fill', numeric: 'mean', other: 'most-frequent', indicators: true } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['penguins.table > split.table', 'split.first > clean.table', 'clean.transformation > apply.transformation', 'split.second > apply.table'],
)}
`
