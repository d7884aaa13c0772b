import { example } from '../example'
import { exampleFlowers } from './example-rows'

/** The docs page of learn.cluster. */
export const clusterDocs = `
Groups rows so that those in a group resemble each other. The table's columns and the order of its rows stay; behind them comes **cluster**, a number from 0 for the largest group.

Columns are prepared as for training: gaps filled with the median, numbers scaled to deviation 1 so that no unit counts more than another, text as one column per category, dates as their parts. Columns with one value only, and texts that name rows, are left out and named in the log.

- **K-means** wants the number of groups, and is quick. It starts ten times and keeps the tightest result.
- **DBSCAN** finds dense regions of any shape. Rows in none have no cluster (a missing value).
- **Hierarchical** joins the nearest groups until so many are left. It compares all pairs of rows, so it takes up to 20,000.
- **Metrics:** the silhouette tells how well groups are separated, from −1 to 1 (of 5,000 rows at most; rows in no cluster left out); besides the number and sizes of the clusters. Compare several numbers of groups by it.
- **Model:** Score model tells the cluster of new rows: for k-means the nearest centre, otherwise the cluster of the nearest row. Its card shows in which columns the groups differ.
- **Seed.** The same seed on the same rows gives the same groups.

${example([exampleFlowers, { id: 'cluster', component: 'learn.cluster@1', params: { features: ['length', 'width'], clusters: 2 } }, { id: 'score', component: 'learn.score-model@1', params: {} }], ['flowers.table > cluster.table', 'cluster.model > score.model', 'flowers.table > score.table'])}
`
