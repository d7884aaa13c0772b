import { example, examplePenguins } from '../example'

/** The docs page of transform.select-columns. */
export const selectColumnsDocs = `
Passes on some of a table's columns. Rows, their order, and the values are left as they are.

- **Keep** passes on the chosen columns alone, in the order in which you chose them.
- **Drop** passes on all the others, in their own order.
- **Rename** gives columns that pass another name.

A chosen column that disappears upstream stays chosen and is reported, so that a change elsewhere never alters this step silently.

${example(
  [examplePenguins, { id: 'select', component: 'transform.select-columns@1', params: { mode: 'keep', columns: ['body_mass_g', 'species'], rename: [{ column: 'body_mass_g', to: 'mass' }] } }],
  ['penguins.table > select.table'],
)}
`
