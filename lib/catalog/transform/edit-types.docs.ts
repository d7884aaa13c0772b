import { example } from '../example'

/** The docs page of transform.edit-types. */
export const editTypesDocs = `
Gives columns another type, value by value. Rows, their order and the order of columns stay.

| To | From text | From others |
|---|---|---|
| **integer** | whole numbers of up to 64 bits | numbers without a fraction (or rounded, or cut off); true/false as 1 and 0 |
| **number** | \`1.5\`, \`-2e3\`; with decimal comma or thousands marks if you say so | whole numbers; true/false as 1 and 0 |
| **boolean** | true, false, yes, no, t, f, y, n, 1, 0 | 1 and 0 |
| **date**, **timestamp** | \`2024-05-31\`, \`2024-05-31 12:00\`, or by a format | dates and instants; numbers by a format, such as \`%Y%m%d\` |
| **text** | | everything; dates by a format, if one is given |

Spaces around text do not count, and text that is empty is missing. NaN is missing.

**Formats** are written as \`%d.%m.%Y\`: \`%Y\` year, \`%y\` year of two digits, \`%m\` month, \`%b\` its short English name, \`%d\` day, \`%H\` hour, \`%M\` minute, \`%S\` second, \`%p\` AM or PM. \`epoch\` takes seconds since 1970 in UTC, \`epoch-ms\` milliseconds.

**Values that do not fit**, such as \`n/a\` among numbers, either stop the step, which then names the first one and its row, or become missing; the log tells how many by column. Nothing is changed silently.

${example(
  [
    {
      id: 'orders',
      component: 'data.enter@1',
      params: {
        table: {
          columns: [
            { name: 'day', type: 'text' },
            { name: 'price', type: 'text' },
          ],
          rows: [
            ['31.05.2024', '1.234,50'],
            ['01.06.2024', '99,00'],
          ],
        },
      },
    },
    {
      id: 'types',
      component: 'transform.edit-types@1',
      params: {
        changes: [
          { column: 'day', to: 'date', format: '%d.%m.%Y' },
          { column: 'price', to: 'number' },
        ],
        decimal: 'comma',
        thousands: true,
      },
    },
  ],
  ['orders.table > types.table'],
)}
`
