import { example, examplePenguins } from '../example'

/** The docs page of transform.bin. */
export const binDocs = `
Puts numbers into ranges. Rows keep their order.

- **Equal width**: from the smallest to the largest value in so many steps of the same width.
- **Equal size**: edges at quantiles, so that each bin holds as many rows, as nearly as equal values allow. Where edges fall together there are fewer bins, and the log says so.
- **Edges of your own**: \`0, 10, 20\` makes four bins: below 0, 0 to 10, 10 to 20, and from 20 on.

The first and last bin are open, so that other tables with smaller or larger values fit as well. A value on an edge begins the bin above, or ends the one below. Missing values stay missing.

Bins are called by their range, such as \`10 – < 20\`, or by their number from 1. The edges are learned from this table; connect the output **Transformation** to *Apply transformation* to put other rows into the same bins.

${example([examplePenguins, { id: 'bins', component: 'transform.bin@1', params: { columns: ['body_mass_g'], method: 'edges', edges: '3500, 4000' } }], ['penguins.table > bins.table'])}
`
