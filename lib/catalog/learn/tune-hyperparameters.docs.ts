import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.tune-hyperparameters. */
export const tuneHyperparametersDocs = `
Tries settings of one algorithm, scores each by cross-validation, and trains the best on all rows. The output is that **model** and a **leaderboard** of all candidates.

- **Every combination** tries the whole grid, up to 1,000 combinations; of a range it takes five values. **At random** draws as many different candidates as you set. **Successive halving** starts with many candidates on few rows; the best third of them goes on with three times as many rows, until few are left on all rows. It is quick on many rows, and may drop a candidate that would have won.
- **Values to try**, one line a parameter: values \`1, 3, 10\` (\`none\` for no limit), a range \`0.1 to 0.9\`, or a range \`0.01 to 100 log\` in which each order of magnitude is as likely. Layers of a neural network are separated by semicolons: \`32; 64, 32\`. Without any line what is usually tuned of the algorithm is tried: for example C from 0.01 to 100 of logistic regression, learning rate, leaves and rows in a leaf of gradient boosting.
- **Parameters that are not searched** stay as they are set under More options.
- **Best by** the mean over folds; its standard deviation is beside it in the leaderboard. A difference smaller than that may be chance.
- **Halving** adds the round and the number of rows; only the last round decides.

The best score of many is a little too good, because it was chosen for being the best. Keep rows aside with Split data and evaluate the model on them.

${example(
  [
    exampleFlowers,
    { id: 'tune', component: 'learn.tune-hyperparameters@1', params: { target: 'kind', algorithm: 'k_neighbors', search: 'grid', folds: 3, space: [{ param: 'n_neighbors', values: '1, 3, 5' }, { param: 'weights', values: 'uniform, distance' }] } },
  ],
  ['flowers.table > tune.table'],
)}
`
