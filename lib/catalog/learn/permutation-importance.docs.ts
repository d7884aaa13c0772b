import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.permutation-importance. */
export const permutationImportanceDocs = `
Shuffles one feature after another and tells how much worse the model predicts without it. It works for every algorithm, and in the units of the metric: 0.1 by accuracy means that ten of a hundred rows more are wrong.

The result has a row per feature, the most important first: **importance**, the mean loss over the repeats, and **importance_sd**, its standard deviation. A value around or below 0 means that the model does without the feature. All parts of a date, and all categories of a text, are shuffled together.

- **Which rows.** On rows that the model has not learned from it tells what helps to predict; on its training rows also what it has learned by heart. The table needs the target, and all features.
- **Columns that resemble each other** share their importance: when one is shuffled, the other still tells.
- **Measured by** automatic takes accuracy for classes and R² for numbers. What the model reaches with nothing shuffled is in the step's metrics.
- **Rows** beyond the limit under More options are left out at random; rows without a target too.

${example(
  [
    exampleFlowers,
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'kind', algorithm: 'logistic_regression' } },
    { id: 'importance', component: 'learn.permutation-importance@1', params: { repeats: 10 } },
  ],
  ['flowers.table > train.table', 'train.model > importance.model', 'flowers.table > importance.table'],
)}
`
