import { example, examplePenguins } from '../example'

/** The docs page of transform.normalize. */
export const normalizeDocs = `
Brings numbers to a common scale, so that grams do not outweigh millimetres. Rows keep their order; missing values stay missing; whole numbers become numbers.

| How | |
|---|---|
| **z-score** | (x − mean) / standard deviation, of all values, divided by n |
| **min–max** | the smallest value to one end of a range, the largest to the other |
| **robust** | (x − median) / (upper − lower quartile) |
| **log** | log(1 + x) or log(x), of base e, 10 or 2; of what has no logarithm the result is missing, and the log tells how many |

A column whose values are all equal becomes 0, or the lower end of the range. Infinite values are left out when a scale is learned.

The output **Transformation** holds what was learned: mean and deviation, smallest and largest, and so on. Connect it to *Apply transformation* to scale test data by the training data's values; with min–max, other data may then lie outside the range.

${example(
  [
    examplePenguins,
    { id: 'split', component: 'transform.split-data@1', params: { share: 0.67, seed: 7 } },
    { id: 'scale', component: 'transform.normalize@1', params: { method: 'z', columns: ['body_mass_g', 'bill_length_mm'] } },
    { id: 'apply', component: 'transform.apply-transformation@1', params: {} },
  ],
  ['penguins.table > split.table', 'split.first > scale.table', 'scale.transformation > apply.transformation', 'split.second > apply.table'],
)}
`
