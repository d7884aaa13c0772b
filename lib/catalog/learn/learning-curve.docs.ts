import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.learning-curve. */
export const learningCurveDocs = `
Trains one algorithm on more and more rows and measures each model on rows that were held out. That answers two questions before anybody pays for more data: would more rows help, and is the algorithm too simple or too free for these?

- **Still rising at the right**: more rows would probably help.
- **Flat, and both lines close together but not good enough**: more rows will not help. Try a more flexible algorithm or better columns.
- **A wide gap between training and held-out rows**: the algorithm learns its rows by heart. More rows, fewer columns or stricter settings narrow it.

The table has a row per size: how many rows were learned from, the mean score on those rows and on the held-out ones, and the standard deviation of each over the folds (\`…_sd\`). The result page draws both lines with a band of one deviation. A value is missing where a size was too small to be scored in some fold.

- **Sizes** are spread so that each is about the same factor larger than the one before, from the smallest share to all training rows of a fold. With five folds that is four fifths of the table.
- **Folds** are those of Cross-validate; the rows of a smaller size are always among those of a larger one.
- **Seed.** The same seed on the same rows gives the same curve.

${example(
  [exampleFlowers, { id: 'learning', component: 'learn.learning-curve@1', params: { target: 'kind', algorithm: 'naive_bayes', folds: 3, sizes: 3, smallest: 0.5 } }],
  ['flowers.table > learning.table'],
)}
`
