import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.cross-validate. */
export const crossValidateDocs = `
Divides the rows into folds. For each fold a model is trained on all other rows and predicts the rows of the fold, so that in the end each row has been predicted by a model that has not learned from it. That tells more about an algorithm than one split does, and how much the result depends on which rows were learned from.

Preparation (medians, scales, categories) is learned anew in each fold from the rows that are trained on; nothing of the held-out rows leaks into it.

- **Evaluation** is of all rows together: the same page as Evaluate model gives. For the area under the curve the probabilities of all folds are put into one order.
- **Folds** has a row per fold with its metrics. Their mean and standard deviation are in the step's metrics as \`cv_…\` and \`cv_…_sd\`; they may differ a little from the metrics of all rows together.
- **Predicted rows** are the rows with a target as they came in, with \`fold\` (from 1 on), \`prediction\` and, for classes, a \`probability_…\` for each class, all from the fold's model. Filter them for what is wrong, group the errors, or learn a second model from the predictions. Where a column has such a name already, the new one gets a number behind its name.
- **With equal shares** keeps the share of each class in each fold; each class needs as many rows as there are folds. For numbers folds are made at random.
- **By groups** keeps rows of a group in one fold: if a customer has several rows, a model that knows some of them would predict the others too well. The group column itself is not learned from.
- **Algorithms** and their options are those of Train classifier and Train regressor. The step gives no model: train on all rows once the numbers are good enough.
- **Seed.** The same seed on the same rows makes the same folds.

${example(
  [exampleFlowers, { id: 'validate', component: 'learn.cross-validate@1', params: { target: 'kind', algorithm: 'logistic_regression', folds: 3, folding: 'group', group: 'bed' } }],
  ['flowers.table > validate.table'],
)}
`
