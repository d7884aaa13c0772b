import { example, type ExampleNode } from '../example'

const sales: ExampleNode = {
  id: 'sales',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [{ name: 'month', type: 'date' }, { name: 'sold', type: 'integer' }],
      rows: Array.from({ length: 36 }, (_, at) => [`${2021 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`, String(100 + 2 * at + [0, 3, 9, 14, 22, 30, 33, 28, 17, 9, 4, 1][at % 12]! + ((at * 7) % 5))]),
    },
  },
}

/** The docs page of learn.forecast. */
export const forecastDocs = `
Continues a series by a model of its own past. The table has one row per time; rows are put in order by it. The times that follow are at the series' own distance (months stay months).

- **Methods** learn from past values: the last ones, and the one a **season** ago. Each step ahead builds on the steps before it. **Forecast changes** learns from differences between neighbouring values, so that a trend goes on; trees without it never leave the range of what they have seen.
- **Back-test.** The last known steps are forecast from what was before them, as often as you set, in windows as long as the horizon that do not overlap. The table shows each forecast beside what came, and the **naive** one: the last season again, or the last value. The step's metrics are of all windows: mean absolute error, RMSE, and the naive forecast's RMSE as baseline. A method that does not beat it is of no use.
- **Lower and upper** are the forecast plus quantiles of the back-test's errors, alike for each step; more back-tests make them steadier.
- Rows without a time or a value are left out and counted in the log. A time that stands twice is refused: group the table by time before.

${example([sales, { id: 'ahead', component: 'learn.forecast@1', params: { time: 'month', value: 'sold', horizon: 3, season: 12, lags: 2, windows: 2 } }], ['sales.table > ahead.table'])}
`
