import { example, examplePenguins } from '../example'

/** The docs page of transform.sort. */
export const sortDocs = `
Puts rows in order by one or more columns: by the first key, rows that are equal there by the second, and so on. Rows that are equal in all keys keep the order that they had.

Numbers and dates sort by value, false before true, text by its characters' numbers in Unicode (all capitals before all small letters), or without regard to case. Missing values, and NaN among them, come last or first as you say, whichever the direction.

With **Keep only the first**, only so many rows come out: the ten largest, the newest hundred.

${example([examplePenguins, { id: 'heaviest', component: 'transform.sort@1', params: { by: [{ column: 'body_mass_g', direction: 'descending' }], limit: 3 } }], ['penguins.table > heaviest.table'])}
`
