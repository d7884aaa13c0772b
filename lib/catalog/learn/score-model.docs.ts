import { example, examplePenguins } from '../example'

/** The docs page of learn.score-model. */
export const scoreModelDocs = `
Applies a trained model to each row of a table. The table's columns and the order of its rows stay as they are; behind them come

- **prediction**: the class, with the target's type, or the number; of a model from Cluster the number of the cluster;
- **probability_⟨class⟩** for each class, when the model is a classifier; they sum to 1 in each row.

The table must have the columns that the model learned from, with the same types; which ones are missing is told by name. Further columns, also the target itself, do not disturb. Missing values and categories that were never seen in training are handled as the model learned.

Under More options the prediction gets another name, for example to compare two models in one table: with the name \`second\` the probabilities are called \`second_probability_⟨class⟩\`.

While drawing, the classes are not known yet: the columns shown are those that are sure to come, and the probabilities may follow.

${example(
  [
    examplePenguins,
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'species', algorithm: 'logistic_regression' } },
    { id: 'score', component: 'learn.score-model@1', params: {} },
  ],
  ['penguins.table > train.table', 'train.model > score.model', 'penguins.table > score.table'],
)}
`
