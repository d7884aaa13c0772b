import { example } from '../example'

/** The docs page of transform.clean-text. */
export const cleanTextDocs = `
Cleans texts in place, so that \`" Bergen"\` and \`"BERGEN"\` are the same. Rows keep their order; missing texts stay missing. The log tells how many values of each column changed.

The steps happen in this order, whichever of them you choose:

1. **Accents** are stripped: \`é\` becomes \`e\`.
2. **Case**: lower, upper, or the first letter of each word large and the others small.
3. **Replacements**, one after the other: text as it is written, or a regular expression (RE2: \`\\d+\`, \`[a-z]\`, \`(a|b)\`; \`\\1\` in the replacement is the first group; it has no look-ahead). All occurrences are replaced.
4. **Spaces** are collapsed: any run of spaces, tabs, line breaks and spaces of other scripts becomes one space.
5. **Trim** takes them off both ends.
6. **Empty** text becomes missing.

${example(
  [
    { id: 'cities', component: 'data.enter@1', params: { table: { columns: [{ name: 'city', type: 'text' }], rows: [['  tromsø '], ['São   Paulo (BR)'], ['']] } } },
    { id: 'clean', component: 'transform.clean-text@1', params: { accents: true, letterCase: 'title', replace: [{ find: '\\([a-z]+\\)', with: '', regex: true }, { find: '\\([A-Z][a-z]*\\)', with: '', regex: true }], emptyToMissing: true } },
  ],
  ['cities.table > clean.table'],
)}
`
