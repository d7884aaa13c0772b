import { example, examplePenguins } from '../example'

/** The docs page of learn.train-classifier. */
export const trainClassifierDocs = `
Learns from rows whose class is known to predict the class of rows where it is not. The **target** is text, a whole number or true/false; up to 200 classes.

The columns to learn from are prepared inside the model, so that what is learned for it (medians, scales, categories) comes from these rows alone and is applied unchanged when the model scores others:

| column | logistic regression, support vector machine, nearest neighbours, naive Bayes, neural network | tree, forest, extra trees | gradient boosting, LightGBM |
| --- | --- | --- | --- |
| number | gaps filled with the median, scaled | gaps filled with the median | as it is, gaps too |
| text | one column per category | one column per category | categories as they are |
| true/false | 0 or 1 | 0 or 1 | 0 or 1 |
| date, time | year, month, day, weekday, days since 1970 | the same | the same |

- **Rare and new categories.** Beyond the limit set under More options the rarest categories are put together. A category that was never seen in training counts as rare.
- **Left out by itself**, with a remark on the model's card: columns that have one value only, and texts of which more than half are different, such as names. Chosen by hand, such a text is refused.
- **Rows without a target** are left out and counted.
- **Class weights** *balanced* make rare classes count as much as frequent ones.
- **Probabilities** come from every algorithm. Those of the support vector machine are calibrated: a sigmoid is fitted to its scores on parts of the rows that it did not learn from (Platt's method).
- **Importances** are the algorithm's own where it has them; elsewhere they tell how much worse the training rows are predicted when a column is shuffled.
- **Warnings** on the card: few rows, rare classes, identifiers, and a column that alone predicts nearly every row, which may know the answer from the future.
- **Seed.** The same seed on the same rows gives the same model, byte for byte.

The output is a model for **Score model**. Its card tells algorithm, parameters, features, their importance, and versions of the libraries. Split the data first and train on one part, so that the other can tell how good the model is.

${example(
  [examplePenguins, { id: 'train', component: 'learn.train-classifier@1', params: { target: 'species', algorithm: 'decision_tree', max_depth: 3 } }],
  ['penguins.table > train.table'],
)}
`
