import { example, examplePenguins } from '../example'

/** The docs page of learn.train-regressor. */
export const trainRegressorDocs = `
Learns from rows whose number is known to predict it for rows where it is not. The **target** is a numeric column.

The columns to learn from are prepared inside the model, so that what is learned for it (medians, scales, categories) comes from these rows alone and is applied unchanged when the model scores others. Linear models, support vector machines, nearest neighbours and neural networks get numbers with gaps filled by the median and scaled, trees and forests with gaps filled, gradient boosting and LightGBM as they are. Text becomes one column per category (boosting takes categories as they are), true/false 0 or 1, a date its year, month, day, weekday and days since 1970.

- **Left out by itself**, with a remark on the model's card: columns that have one value only, and texts of which more than half are different, such as names. Chosen by hand, such a text is refused.
- **Rows without a target** are left out and counted.
- **Trees do not extrapolate:** they never predict beyond the range of the target in training; linear models do.
- **The target is scaled** for support vector machines and neural networks, and their predictions are scaled back.
- **Importances** are the algorithm's own where it has them; elsewhere they tell how much worse the training rows are predicted when a column is shuffled.
- **Seed.** The same seed on the same rows gives the same model, byte for byte.

The output is a model for **Score model**. Its card tells algorithm, parameters, features, their importance, and versions of the libraries.

${example(
  [examplePenguins, { id: 'train', component: 'learn.train-regressor@1', params: { target: 'body_mass_g', algorithm: 'ridge', alpha: 0.5 } }],
  ['penguins.table > train.table'],
)}
`
