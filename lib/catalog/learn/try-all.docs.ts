import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.try-all. */
export const tryAllDocs = `
Tries many algorithms and settings within a budget, scores each by cross-validation, and trains the best on all rows. The output is that **model** and a **leaderboard**.

First each algorithm is tried as it is. What is left of the **budget** goes to the three best, in turn, with settings drawn at random from what is usually tuned of them. So a budget of fewer models than algorithms tries some only; a large one mostly tunes the best.

- **Algorithms:** without a list all that can do the task. On more than 20,000 rows support vector machine, nearest neighbours and neural network are left out, because they would take most of the time; list them to try them all the same.
- **Best by** the mean over folds. Of equals the one that was tried first wins, and simpler algorithms are tried first.
- **Time limit** stops the search early. The result then depends on how quick the machine is, so such a step is never reused.
- An algorithm that cannot learn from the rows stays in the leaderboard without a score; the log says why.
- **Seed.** The same seed on the same rows gives the same search, leaderboard and model.

The best score of many is a little too good, because it was chosen for being the best. Keep rows aside with Split data and evaluate the model on them.

${example(
  [exampleFlowers, { id: 'try', component: 'learn.try-all@1', params: { target: 'kind', algorithms: [{ algorithm: 'naive_bayes' }, { algorithm: 'decision_tree' }], candidates: 4, folds: 3 } }],
  ['flowers.table > try.table'],
)}
`
