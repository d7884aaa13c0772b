import { example } from '../example'

/** The docs page of transform.date-parts. */
export const datePartsDocs = `
Adds a column for each part of a date or instant, called \`<column>_<part>\`, behind all others. Rows keep their order; of a missing date all parts are missing.

Weeks follow ISO 8601: Monday is day 1, and the first week of a year is the one with its first Thursday. Instants with a zone are read in UTC. Hour, minute, second and the place in the day come from instants only.

**Cycles** give two numbers between −1 and 1, \`_sin\` and \`_cos\`, so that a model sees that December is next to January, Sunday next to Monday and 23 o'clock next to midnight. The year's has 365.25 days.

${example(
  [
    { id: 'orders', component: 'data.enter@1', params: { table: { columns: [{ name: 'ordered', type: 'timestamp' }], rows: [['2024-02-29 18:30'], ['2024-12-30 09:05'], [null]] } } },
    { id: 'parts', component: 'transform.date-parts@1', params: { columns: ['ordered'], parts: [{ part: 'year' }, { part: 'week' }, { part: 'weekday' }, { part: 'hour' }, { part: 'day-cycle' }] } },
  ],
  ['orders.table > parts.table'],
)}
`
