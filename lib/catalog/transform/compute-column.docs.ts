import { example, examplePenguins } from '../example'
import { functions } from '../expression/functions'

/** The docs page of transform.compute-column. */
export const computeColumnDocs = `
Adds columns that are computed from the others, row by row. A column of the same name is replaced in its place; a new one comes last. Later expressions can use the columns before them. Rows keep their order.

### Expressions

- **Columns** by name: \`body_mass_g\`; in double quotes where the name has spaces or signs: \`"Body mass (g)"\`.
- **Values**: \`3\`, \`2.5\`, \`'text'\`, \`true\`, \`null\`, \`date '2024-05-31'\`, \`timestamp '2024-05-31 12:00'\`, \`interval '3 days'\`.
- **Arithmetic**: \`+ - * /\`, \`//\` (whole division), \`%\` (remainder), \`^\` (power). \`/\` always gives a number. Dates: \`d + 7\`, \`d2 - d1\` (days), \`t + interval '2 hours'\`.
- **Comparison**: \`= <> < <= > >=\`, \`between … and …\`, \`in (…)\`, \`like 'A%'\`, \`is null\`; joined by \`and\`, \`or\`, \`not\`.
- **Choice**: \`case when … then … else … end\`, \`if(condition, a, b)\`.
- **Text** joined: \`first || ' ' || last\`.
- **Conversion**: \`cast(x as integer)\`, \`x::text\`; to integer, number (rounded to the nearest, halves to even), text, boolean, date or timestamp. \`try_cast\` gives a missing value where it fails.

An expression sees one row. For sums and means there is *Group and aggregate*. Functions whose result changes from run to run do not exist here, so that every result can be repeated.

A missing value makes the result missing, except in functions that say otherwise. Where a value cannot be computed at all (division by zero, text that is no number), the step stops and names the row, or leaves a missing value if you choose so.

${example(
  [
    examplePenguins,
    {
      id: 'compute',
      component: 'transform.compute-column@1',
      params: {
        columns: [
          { name: 'mass_kg', expression: 'body_mass_g / 1000' },
          { name: 'size', expression: "case when mass_kg > 4 then 'large' when mass_kg is null then 'unknown' else 'small' end" },
        ],
      },
    },
  ],
  ['penguins.table > compute.table'],
)}

### Functions

${functionHelp()}
`

function functionHelp(): string {
  const groups = [...new Set(Object.values(functions).map((entry) => entry.group))]
  return groups
    .map((group) => {
      const rows = Object.values(functions).filter((entry) => entry.group === group)
      return `#### ${group}\n\n| Function | |\n|---|---|\n${rows.map((entry) => `| \`${entry.usage.replaceAll('|', '\\|')}\` | ${entry.help.replaceAll('|', '\\|')} |`).join('\n')}`
    })
    .join('\n\n')
}
