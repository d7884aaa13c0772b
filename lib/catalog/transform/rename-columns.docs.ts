import { example, examplePenguins } from '../example'

/** The docs page of transform.rename-columns. */
export const renameColumnsDocs = `
Gives columns other names. Rows, values and the order of columns stay as they are.

- **One by one**: a new name for a column. These come first and are not touched by the rules.
- **Rules** for all other columns, or for those that you choose, in this order: text is replaced wherever it occurs in a name; the style is applied (*snake_case* turns “Body mass (g)” into \`body_mass_g\`, and takes accents off); prefix and suffix are put on.

Where a rule makes a name that is taken, \`_2\`, \`_3\` … is put behind it. Names compare without regard to the case of A to Z. Two equal names written by hand are an error.

${example([examplePenguins, { id: 'rename', component: 'transform.rename-columns@1', params: { rename: [{ column: 'body_mass_g', to: 'mass' }], style: 'upper' } }], ['penguins.table > rename.table'])}
`
