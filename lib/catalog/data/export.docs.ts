import { example, examplePenguins } from '../example'

/** The docs page of data.export. */
export const exportDataDocs = `
Writes a table to a file that can be downloaded from the run. Rows and columns keep their order.

- **CSV** is UTF-8, with lines that end in a line feed. Values are quoted where they hold the separator, a quote or a line break, or all of them are; a quote inside is doubled. Missing values are written as nothing, or as you say; text that is empty is then \`""\`, so that the two stay apart. Dates are \`2024-05-31\`, instants \`2024-05-31 12:00:00\`, true and false in words. For programs of countries with a decimal comma, choose it and the semicolon. It can be compressed with gzip.
- **Excel** is a workbook of one sheet whose first row, the names, stays in sight. Dates are dates, whole numbers of more than fifteen digits are text so that no digit is lost, and what Excel cannot hold is refused: more than 1,048,575 rows or 16,384 columns.
- **Parquet** keeps the types and is compressed with Zstandard.

The same table gives the same bytes.

${example([examplePenguins, { id: 'export', component: 'data.export@1', params: { name: 'penguins', delimiter: 'semicolon', decimal: 'comma' } }], ['penguins.table > export.table'])}
`
