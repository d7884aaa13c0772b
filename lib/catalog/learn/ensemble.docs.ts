import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.ensemble. */
export const ensembleDocs = `
Joins two to five members into one model. Members that err on different rows correct each other, so an ensemble is often a little better than its best member, and steadier.

A member is an algorithm from the list, with its usual settings, or a model at one of the inputs: of a model the algorithm, settings and columns are taken over, and all members learn anew from the rows of this step.

- **Average** adds up probabilities, or predicted numbers, by weight.
- **Majority** counts predicted classes; of a tie the first class in order wins. It knows no probabilities, so Score model adds none.
- **Stacking** lets a linear model learn whom to trust. It learns from predictions that each member made for folds it had not seen, so that a member that learns rows by heart gains nothing; then all members learn from all rows. The model’s page tells how much each is trusted.
- **Columns.** Algorithms from the list learn from the chosen columns; a connected model keeps its own, which the table must have. Each member prepares its columns as it needs them.
- **Importances** are measured by shuffling each column, as members count in different units.

Whether it was worth it, Compare models tells on test rows.

${example(
  [
    exampleFlowers,
    { id: 'join', component: 'learn.ensemble@1', params: { target: 'kind', method: 'stacking', folds: 3, members: [{ algorithm: 'logistic_regression' }, { algorithm: 'decision_tree' }] } },
    { id: 'score', component: 'learn.score-model@1', params: {} },
  ],
  ['flowers.table > join.table', 'join.model > score.model', 'flowers.table > score.table'],
)}
`
