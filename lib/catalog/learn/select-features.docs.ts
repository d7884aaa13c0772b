import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.select-features. */
export const selectFeaturesDocs = `
Scores how much each column tells about the target, and keeps the best. The target and columns under *Leave out* stay in the table without being compared. Of all others those that are not among the best go, also columns with one value only and texts that name rows.

- **Mutual information** finds any dependence between a column and the target, straight or not; 0 means none.
- **F test** compares the means of the classes (analysis of variance), or the straight correlation with a number.
- **Random forest** takes the importances of a forest of 200 trees. It sees columns that tell something only together with others.
- A text scores as the best of its categories, a date as the best of its parts (by a forest: the sum of them).
- **Scores** lists all compared columns, best first, and whether they were kept.

Select on training rows only, after the split, and do the same to the test rows with **Apply transformation**: a choice made on all rows knows the answers of the test rows.

${example(
  [
    exampleFlowers,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.7, seed: 1 } },
    { id: 'select', component: 'learn.select-features@1', params: { target: 'kind', keep: 1 } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['flowers.table > split.table', 'split.first > select.table', 'select.transformation > apply.transformation', 'split.second > apply.table'],
)}
`
