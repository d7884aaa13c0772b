import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.detect-anomalies. */
export const detectAnomaliesDocs = `
Scores how odd each row is among all others with an **isolation forest**: trees cut the rows at random columns and places, and rows that are soon alone are odd. No example of an odd row is needed.

The table's columns and the order of its rows stay; behind them come

- **anomaly_score**, from 0 to 1: 0.5 is usual for the method's threshold, near 1 is very odd;
- **anomaly**, true for the rows above the threshold.

Gaps are filled with the median, text becomes one column per category, dates their parts; scaling does not matter. Columns with one value only, and texts that name rows, are left out and named in the log.

- **Share to flag** sets the threshold so that this share of the rows is flagged. Empty takes the score 0.5, and may flag many rows or none.
- **Seed.** The same seed on the same rows gives the same scores.

To see why a row is odd, sort by the score and look at its values beside the profile of the table.

${example([exampleFlowers, { id: 'odd', component: 'learn.detect-anomalies@1', params: { features: ['length', 'width'], share: 0.1, n_estimators: 50 } }], ['flowers.table > odd.table'])}
`
