import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.reduce-dimensions. */
export const reduceDimensionsDocs = `
Puts what differs between rows into a few new columns, \`component_1\`, \`component_2\` and so on. Rows keep their order.

Columns are prepared first: gaps filled with the median, numbers scaled to deviation 1, text as one column per category, dates as their parts. Columns with one value only, and texts that name rows, are left out and named in the log.

- **Principal components** (PCA) are weighted sums of the columns. The first holds as much of the variance as one sum can, the next as much of the rest. The shares are in the step's metrics, as \`explained_variance_1\` and so on.
- **Loadings** tell how each prepared column enters each component: for a number it is their correlation (up to n / (n − 1)).
- **t-SNE** makes a map to look at, on which neighbours stay neighbours. Distances between far groups mean nothing, and neither do its axes. It has no loadings, takes up to 20,000 rows and gives at most 3 components.
- **Seed.** The same seed on the same rows gives the same components. The sign of a principal component is fixed, but has no meaning.

- **Other rows.** Components of training rows must not be compared with those of rows that were reduced by themselves. Connect **Transformation** to Apply transformation, and test rows get the components that were learned from the training rows: nothing leaks from them. A category that was not seen counts as rare. t-SNE has no rule for other rows.

${example([exampleFlowers, { id: 'reduce', component: 'learn.reduce-dimensions@1', params: { features: ['length', 'width'], components: 2 } }], ['flowers.table > reduce.table'])}
`
