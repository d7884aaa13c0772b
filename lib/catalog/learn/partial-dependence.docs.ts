import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.partial-dependence. */
export const partialDependenceDocs = `
Gives one feature the same value in all rows, predicts, and takes the mean; then the next value. So one sees how the model's predictions change along that feature while all else stays as it is in the rows.

The result has a row per feature and value: **value** (for numbers), **label** (the value as text, for every type), **class** and **mean_prediction**, the mean predicted number, or the mean probability of the class. Of two classes only the last in order is told; the other is its complement. For numbers there is no class.

- **Along:** without a choice the three most important features by the model's card.
- **Values:** of a number or date all different ones where there are few, otherwise so many points evenly from its 5 % to its 95 % quantile; of text the 50 most frequent.
- **Rows:** a thousand drawn at random usually suffice. The target is not needed.
- **Columns that move together** make impossible rows, such as a low weight at a great height; there the curve tells of the model and not of the world.

${example(
  [
    exampleFlowers,
    { id: 'train', component: 'learn.train-classifier@1', params: { target: 'kind', algorithm: 'logistic_regression' } },
    { id: 'effect', component: 'learn.partial-dependence@1', params: { features: ['length'], points: 10 } },
  ],
  ['flowers.table > train.table', 'train.model > effect.model', 'flowers.table > effect.table'],
)}
`
