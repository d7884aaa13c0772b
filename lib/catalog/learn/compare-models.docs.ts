import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.compare-models. */
export const compareModelsDocs = `
Measures two to five models on the same rows and says of each pair which is better, and how sure that is: “Random forest is better than Logistic regression by 0.02 in accuracy, 95 % interval 0.004 to 0.04.” Where the interval holds 0, other rows could as well have told the opposite, and the verdict says that they cannot be told apart.

**Metrics** has a row per model with all metrics, the best first. **Comparison** has a row per pair: the verdict, the difference in favour of the **better** one, **low** and **high** of its interval, a **p_value**, and whether it is **sure**.

- **The models as they are.** The rows are drawn again and again with replacement, each time the same rows for all models (a paired bootstrap); the interval holds the middle 95 % of the differences. The p-value of classes is McNemar’s: it looks at the rows that one model has right and the other wrong. That of numbers is a paired t test of absolute errors for MAE, else of squared errors.
- **Their recipes, in folds.** Each model’s algorithm, settings and columns learn anew in every fold, which needs no rows that were kept apart. The t test over folds is corrected for the rows that folds share (Nadeau and Bengio); without that it would see differences where there are none.
- **Which rows.** With the models as they are, none of them may have learned from the rows, or chosen a threshold on them.
- Rows without a target are left out. Of more than 50,000 rows so many are drawn at random.

Many comparisons find a difference by chance: of twenty pairs of equal models, one looks surely different.

${example(
  [
    exampleFlowers,
    { id: 'halves', component: 'transform.split-data@1', params: { share: 0.5, method: 'stratified', stratify: 'kind' } },
    { id: 'line', component: 'learn.train-classifier@1', params: { target: 'kind', algorithm: 'logistic_regression' } },
    { id: 'tree', component: 'learn.train-classifier@1', params: { target: 'kind', algorithm: 'decision_tree', max_depth: 1 } },
    { id: 'compare', component: 'learn.compare-models@1', params: { names: 'Line, Tree', resamples: 200 } },
  ],
  ['flowers.table > halves.table', 'halves.first > line.table', 'halves.first > tree.table', 'line.model > compare.model', 'tree.model > compare.second', 'halves.second > compare.table'],
)}
`
