import { example } from '../example'

/** The docs page of data.generate. */
export const generateDataDocs = `
Makes up a table, to try out a pipeline, to teach, or to test at size. The same seed and columns give the same rows. Up to 100 million rows.

- **Numbers in sequence**: first, first + step, …
- **Random whole numbers**, evenly from the smallest to the largest; **random numbers** evenly in a range, or normal with a mean and deviation.
- **Series**: start + rise · row + height · sin(2π · row / rows in a wave) + normal noise, with rows counted from 0.
- **Categories**: values at random, by weights if given. **True or false**, with a share of true.
- **Dates** and **instants in sequence**: each row a step later, of so many minutes, hours, days, weeks or months; a month later is the same day, or the last of a shorter month. **Random dates** from one to another, both among them.

Each column can miss a share of its values by chance. Numbers are rounded to the digits asked for. A column draws its chance by its place in the list, so renaming changes no value.

${example(
  [
    {
      id: 'sales',
      component: 'data.generate@1',
      params: {
        rows: 48,
        seed: 7,
        columns: [
          { name: 'month', kind: 'dates', from: '2021-01-01', every: 'month' },
          { name: 'shop', kind: 'category', values: 'north, south', weights: '2, 1' },
          { name: 'sold', kind: 'series', base: 100, trend: 0.5, amplitude: 20, period: 12, noise: 4, decimals: 0, missing: 0.05 },
        ],
      },
    },
    { id: 'mean', component: 'transform.group-and-aggregate@1', params: { keys: ['shop'], aggregates: [{ function: 'mean', column: 'sold' }] } },
  ],
  ['sales.table > mean.table'],
)}
`
