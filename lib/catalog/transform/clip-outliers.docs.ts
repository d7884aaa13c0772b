import { example, examplePenguins } from '../example'

/** The docs page of transform.clip-outliers. */
export const clipOutliersDocs = `
Finds numbers beyond limits and pulls them to the limit, makes them missing, or drops their rows. Rows that stay keep their order; missing values are left alone.

| Limits | |
|---|---|
| **Distance from the quartiles** | lower quartile − k · (upper − lower quartile), upper quartile + k · (upper − lower quartile); 1.5 is usual |
| **Standard deviations** | mean ± k · standard deviation (of all values, divided by n) |
| **Percentiles** | the values at two shares, between neighbouring values in proportion |
| **Fixed** | the same limits for all chosen columns; one of them may be open |

Whole numbers stay whole: their limits are rounded to the next whole number inside. Limits are learned without infinite values, which then lie beyond them. The log tells how many values of each column are concerned.

The output **Transformation** holds the limits. Connect it to *Apply transformation* to treat test data by the limits of the training data.

${example([examplePenguins, { id: 'clip', component: 'transform.clip-outliers@1', params: { columns: ['body_mass_g'], method: 'fixed', lower: 3300, upper: 4400 } }], ['penguins.table > clip.table'])}
`
