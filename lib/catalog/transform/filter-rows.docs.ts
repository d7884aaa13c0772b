import { example, examplePenguins } from '../example'

/** The docs page of transform.filter-rows. */
export const filterRowsDocs = `
Keeps the rows for which conditions hold, in their order. Columns stay as they are.

**Conditions** compare a column with a value; all of them must hold, or any of them.

- Numbers, text, dates: \`equals\`, \`not-equals\`, \`less\`, \`at-most\`, \`more\`, \`at-least\`, \`between\` (both ends included), \`in\`, \`not-in\`. In JSON also \`=\`, \`!=\`, \`<\`, \`<=\`, \`>\`, \`>=\`. A list is written \`Adelie, Gentoo\`; a value with a comma stands in double quotes.
- Text: \`contains\`, \`not-contains\`, \`starts-with\`, \`ends-with\`, \`matches\` (a regular expression found anywhere in it).
- True/false: \`is-true\`, \`is-false\`. Any column: \`is-missing\`, \`is-not-missing\`.

Values are read by the column's type: \`4000\`, \`3.5\`, \`2024-05-31\`, \`2024-05-31 12:00\`, \`true\`.

**An expression** is for everything else, such as \`bill_length_mm / bill_depth_mm > 2 and species <> 'Adelie'\`. The functions are those of *Compute column*.

Where a value is missing, most comparisons can be neither true nor false; such rows are dropped, or kept if you say so. NaN counts as missing in conditions.

${example(
  [
    examplePenguins,
    {
      id: 'heavy',
      component: 'transform.filter-rows@1',
      params: { match: 'all', conditions: [{ column: 'body_mass_g', operator: 'at-least', value: '3500' }, { column: 'species', operator: 'in', value: 'Adelie, Gentoo' }] },
    },
    { id: 'long', component: 'transform.filter-rows@1', params: { use: 'expression', expression: "bill_length_mm > 40 or island = 'Torgersen'" } },
  ],
  ['penguins.table > heavy.table', 'heavy.table > long.table'],
)}
`
